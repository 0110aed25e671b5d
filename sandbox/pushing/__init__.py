"""Events reach those who listen from here, by a thread that no call waits for."""
