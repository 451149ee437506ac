"""Messages with what a right answer holds: mails, single questions and conversations, judged answer by answer."""
