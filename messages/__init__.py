"""The words: values in; text, blocks or pictures out. No I/O."""
