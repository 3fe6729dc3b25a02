"""What every request passes through: headers, who is there, and pages for when things fail."""
