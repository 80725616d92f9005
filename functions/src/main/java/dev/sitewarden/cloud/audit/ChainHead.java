package dev.sitewarden.cloud.audit;

/** How far a chain has come: its newest record; number 0 and zeros if it has none. */
record ChainHead(int lane, long number, String hash) {}
