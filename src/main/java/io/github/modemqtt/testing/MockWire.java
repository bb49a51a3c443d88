package io.github.modemqtt.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What a mock has said and the host has not read, and what it says later. Not thread-safe. */
final class MockWire {
  static final int CAPACITY_BYTES = 64 * 1024;

  private record Planned(Duration due, long order, byte[] bytes) {}

  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(Comparator.comparing(Planned::due).thenComparing(Planned::order));
  private byte[] unread = {};
  private Duration now = Duration.ZERO;
  private long order;

  static byte[] framed(List<String> units) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String unit : units) {
      bytes.writeBytes(("\r\n" + unit + "\r\n").getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Returns false if it does not fit, and is lost. */
  boolean say(byte[] bytes) {
    if (unread.length + bytes.length > CAPACITY_BYTES) {
      return false;
    }
    byte[] both = new byte[unread.length + bytes.length];
    System.arraycopy(unread, 0, both, 0, unread.length);
    System.arraycopy(bytes, 0, both, unread.length, bytes.length);
    unread = both;
    return true;
  }

  void plan(Duration delay, byte[] bytes) {
    planned.add(new Planned(now.plus(delay), order++, bytes));
  }

  /** Moves the clock; returns what became due, in its order. */
  List<byte[]> advance(Duration time) {
    now = now.plus(time);
    List<byte[]> due = new ArrayList<>();
    while (!planned.isEmpty() && planned.element().due().compareTo(now) <= 0) {
      due.add(planned.remove().bytes());
    }
    return due;
  }

  boolean isEmpty() {
    return unread.length == 0;
  }

  int read(byte[] buffer, int offset, int length) {
    int count = Math.min(length, unread.length);
    System.arraycopy(unread, 0, buffer, offset, count);
    byte[] rest = new byte[unread.length - count];
    System.arraycopy(unread, count, rest, 0, rest.length);
    unread = rest;
    return count;
  }

  void discard() {
    unread = new byte[0];
  }
}
