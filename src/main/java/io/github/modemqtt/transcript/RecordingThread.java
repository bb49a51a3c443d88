package io.github.modemqtt.transcript;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what it is given to a file, on a thread of its own, so that the line never waits for it.
 *
 * <p>At the first trouble it says so once, and throws away everything from then on.
 */
final class RecordingThread {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingThread.class);
  private static final int QUEUE_BYTES = 4 * 1024 * 1024;

  /** What an entry of the queue costs besides its bytes. */
  private static final int ENTRY_BYTES = 64;

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final String lineName;
  private final Writer out;
  private final Redactor redactor;
  private final RecordingWindow window = new RecordingWindow();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<RecordedChunk> queue = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private int queuedBytes;
  private boolean overflowed;
  private boolean finished;

  /** Written by the thread only; looked at by others to save them the work. */
  private volatile boolean failed;

  RecordingThread(String lineName, Writer out, Redaction redaction) {
    this.lineName = lineName;
    this.out = out;
    this.redactor = new Redactor(redaction);
  }

  void start(Map<String, String> header) {
    Thread thread = new Thread(() -> run(header), "modemqtt-recording " + lineName);
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a chunk; never blocks for longer than another thread does the same. */
  void record(RecordedChunk chunk) {
    if (failed) {
      return;
    }
    lock.lock();
    try {
      if (finished || overflowed) {
        return;
      }
      queuedBytes += chunk.bytes().length + ENTRY_BYTES;
      overflowed = queuedBytes > QUEUE_BYTES;
      if (!overflowed) {
        queue.add(chunk);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the recording, and waits for a while until all of it is written. */
  void finish() {
    lock.lock();
    try {
      finished = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (!ended.await(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("The end of the recording of {} is still not written", lineName);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Map<String, String> header) {
    try (out) {
      StringBuilder text = new StringBuilder();
      TranscriptPrinter.header(text, header);
      out.append(text);
      writeChunks();
    } catch (IOException | RuntimeException e) {
      failed = true;
      LOG.warn("The recording of {} stops: {}", lineName, e.toString());
    } finally {
      dropQueue();
      ended.countDown();
    }
  }

  private void writeChunks() throws IOException {
    RecordedChunk chunk = next();
    while (chunk != null) {
      write(window.add(chunk));
      chunk = next();
    }
    write(window.takeAll());
    if (isOverflowed()) {
      throw new IOException("the file is too slow, " + QUEUE_BYTES + " bytes wait for it");
    }
  }

  /** The next chunk, or {@code null} at the end. Flushes before it waits. */
  private @Nullable RecordedChunk next() throws IOException {
    RecordedChunk chunk = poll();
    if (chunk == null) {
      out.flush();
      chunk = await();
    }
    return chunk;
  }

  private @Nullable RecordedChunk poll() {
    lock.lock();
    try {
      return take();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable RecordedChunk await() {
    lock.lock();
    try {
      while (queue.isEmpty() && !finished && !overflowed) {
        changed.awaitUninterruptibly();
      }
      return take();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable RecordedChunk take() {
    RecordedChunk chunk = queue.poll();
    if (chunk != null) {
      queuedBytes -= chunk.bytes().length + ENTRY_BYTES;
    }
    return chunk;
  }

  private boolean isOverflowed() {
    lock.lock();
    try {
      return overflowed;
    } finally {
      lock.unlock();
    }
  }

  private void dropQueue() {
    lock.lock();
    try {
      finished = true;
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  private void write(List<RecordedChunk> chunks) throws IOException {
    List<Content> contents = redactor.redact(chunks);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < chunks.size(); i++) {
      RecordedChunk chunk = chunks.get(i);
      ChunkSplitter.split(chunk.fromHost(), contents.get(i), Optional.of(chunk.offset()))
          .forEach(step -> TranscriptPrinter.step(text, step));
    }
    out.append(text);
  }
}
