"""Run the wrapper against other revisions of the document, and sample what it can send."""
