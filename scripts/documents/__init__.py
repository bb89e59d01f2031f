"""Read and write documents."""
