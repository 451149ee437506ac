"""What a message is about and how it asks: small linear models over its characters and its vector, trained by `tools.train`."""
