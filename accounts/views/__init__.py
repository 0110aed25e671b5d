"""The pages of people's own settings, and what their forms look up."""
