"""Not product: measurements, made-up data, and the documents written from the code."""
