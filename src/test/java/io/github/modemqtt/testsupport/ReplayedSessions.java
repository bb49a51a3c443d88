package io.github.modemqtt.testsupport;

import io.github.modemqtt.transport.ModulePort;
import io.github.modemqtt.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays every session of {@link RecordedModules}, and fails the test if it is not the same again.
 *
 * <p>It is registered for all tests. A session is replayed after the test in which its line was
 * closed, at the latest after the last test of the class.
 */
public final class ReplayedSessions
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayedSessions.class);
  private static final ConcurrentLinkedQueue<RecordedLine> LINES = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger REPLAYED = new AtomicInteger();
  private static volatile String test = "no test";

  static RecordedLine record(Transport line) {
    RecordedLine recorded =
        line instanceof ModulePort port
            ? new RecordedPort(test, port)
            : new RecordedLine(test, line);
    LINES.add(recorded);
    return recorded;
  }

  /** The test that runs now, as far as this extension is told. */
  static String test() {
    return test;
  }

  /** How many sessions were replayed in this process. */
  static int replayed() {
    return REPLAYED.get();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    test = context.getDisplayName();
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Summary.class, key -> new Summary());
  }

  /** Told once, after the last test. */
  private static final class Summary implements AutoCloseable {
    @Override
    public void close() {
      LOG.info("{} sessions were replayed, and were the same again", REPLAYED);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    test = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check(RecordedLine::isClosed);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check(line -> true);
  }

  private static void check(Predicate<RecordedLine> which) {
    List<AssertionError> failures = new ArrayList<>();
    for (RecordedLine line : LINES) {
      if (which.test(line) && LINES.remove(line)) {
        try {
          line.finish().check();
          REPLAYED.incrementAndGet();
        } catch (AssertionError e) {
          failures.add(e);
        }
      }
    }
    if (!failures.isEmpty()) {
      AssertionError first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
