"""What people read: messages with blanks, texts in several languages, numbers and dates as shown."""
