"""Quality figures: question sets, answering, judging, and the peers measured beside."""
