"""The bundled data sets and their loaders."""
