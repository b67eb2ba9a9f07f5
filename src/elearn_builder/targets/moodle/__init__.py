"""What a Moodle course backup is made of."""
