"""The pages of the sandbox: one for developers, one as the web client."""
