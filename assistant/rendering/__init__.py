"""A plan in words: Chinese or English, as text with marks, HTML, a Word document or JSON."""
