"""From words to facts: the pipeline that reads a document, one idea a module."""
