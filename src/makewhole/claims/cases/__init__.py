"""Cases: bundled from findings, held to policy's rules, moved from draft to money."""
