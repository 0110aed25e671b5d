"""The pages of the sandbox: one serves developers, and becomes the web client where a meeting's link opens it."""
