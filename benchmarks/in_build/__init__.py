"""Programs that run in the tree of a build, on its modules: only what each build has may stand in them."""
