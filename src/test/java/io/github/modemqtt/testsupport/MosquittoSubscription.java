package io.github.modemqtt.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running {@code mosquitto_sub} that delivers its messages byte by byte as they came. */
public final class MosquittoSubscription implements AutoCloseable {
  /** The topic comes last, for it may hold spaces. */
  static final String FORMAT = "RECEIVED %q %r %x %t";

  private static final int FIELDS = 5;
  private static final int QUEUED_MESSAGES = 10_000;
  private static final int LIMIT_SECONDS = 15;

  private final Process process;
  private final BlockingQueue<Received> messages = new ArrayBlockingQueue<>(QUEUED_MESSAGES);
  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();

  /** A message as the subscriber got it. */
  public record Received(String topic, byte[] payload, int qos, boolean retained) {
    /** The payload read as UTF-8. */
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private MosquittoSubscription(Process process) {
    this.process = process;
  }

  static MosquittoSubscription start(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      MosquittoSubscription subscription = new MosquittoSubscription(process);
      Thread reader = new Thread(subscription::read, "mosquitto_sub");
      reader.setDaemon(true);
      reader.start();
      subscription.awaitSubscribed();
      return subscription;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message, in order; fails if none comes within 15 s. */
  public Received next() {
    try {
      Received message = messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("No message within " + LIMIT_SECONDS + " s");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a message", e);
    }
  }

  /** How many messages have come and were not asked for. */
  public int pending() {
    return messages.size();
  }

  /** Disconnects in order. */
  @Override
  public void close() {
    messages.clear();
    process.destroy();
    Programs.await(process, "mosquitto_sub");
  }

  /** Kills the subscriber without DISCONNECT: the broker publishes its will. */
  public void kill() {
    process.destroyForcibly();
    Programs.await(process, "mosquitto_sub");
  }

  private void awaitSubscribed() {
    try {
      subscribed.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private void read() {
    StringBuilder other = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("RECEIVED ")) {
          messages.put(parse(line));
        } else if (line.startsWith("Subscribed ")) {
          subscribed.complete(null);
        } else if (!subscribed.isDone()) {
          other.append(line).append('\n');
        }
      }
      subscribed.completeExceptionally(
          new IllegalStateException("mosquitto_sub ended before it subscribed:\n" + other));
    } catch (IOException e) {
      subscribed.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Received parse(String line) {
    String[] fields = line.split(" ", FIELDS);
    return new Received(
        fields[4],
        HexFormat.of().parseHex(fields[3]),
        Integer.parseInt(fields[1]),
        fields[2].equals("1"));
  }
}
