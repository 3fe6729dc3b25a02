"""Long work apart from pages and commands: asked for, claimed by a worker, resumed after a kill."""
