"""PDF: words with their places on the page, put into lines, columns and paragraphs.

bombs (what may not be unpacked)  ->  words (by pdfium)  ->  rows  ->  margins (running heads)  ->  paragraphs
"""
