package io.github.modemqtt.transcript;

import java.time.Duration;

/** What went over the line at once: one write, or one read. */
record RecordedChunk(boolean fromHost, byte[] bytes, Duration offset) {}
