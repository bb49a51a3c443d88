package io.github.modemqtt.emulator.internal.audit;

import io.github.modemqtt.emulator.model.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The entries of a module's audit; when it is full, further ones are only counted. */
public final class AuditLog {
  /** The number of entries that are kept. */
  public static final int CAPACITY = 256;

  private final Supplier<Instant> clock;
  private final List<AuditEntry> entries = new ArrayList<>();
  private long further;

  /** Of the module's own time, as everything that adds entries. */
  private String command = "";

  /**
   * Creates an empty log.
   *
   * @param clock the time of day
   */
  public AuditLog(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** What is added from now on happens with this command line (one character per byte). */
  void command(String latin1) {
    command = latin1;
  }

  void add(AuditEntry.Kind kind, String sentence) {
    AuditEntry entry = new AuditEntry(kind, clock.get(), CommandLineForLog.of(command), sentence);
    synchronized (entries) {
      if (entries.size() < CAPACITY) {
        entries.add(entry);
      } else {
        further++;
      }
    }
  }

  /**
   * The first entries; from any thread.
   *
   * @return a copy
   */
  public List<AuditEntry> entries() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  /**
   * How many entries came after the log was full; from any thread.
   *
   * @return their number
   */
  public long further() {
    synchronized (entries) {
      return further;
    }
  }
}
