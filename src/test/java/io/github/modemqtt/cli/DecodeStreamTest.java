package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Input that is many times larger than the memory. */
@Timeout(120)
class DecodeStreamTest {
  private static final int MESSAGES_PER_BLOCK = 1000;
  private static final int BLOCKS = 400;
  private static final int ENDLESS_LINE_BYTES = 20_000_000;
  private static final int LINE_LIMIT_BYTES = 8192;

  private static byte[] block() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < MESSAGES_PER_BLOCK; i++) {
      String payload = "{\"n\":" + i + ",\r\n\"text\":\"" + "x".repeat(i % 200) + "\"}";
      block.writeBytes(
          ("\r\n+ECMTRECV: 0," + i + ",\"t\"," + payload + "\r\n\r\nOK\r\n").getBytes(US_ASCII));
    }
    return block.toByteArray();
  }

  private static void write(OutputStream out) throws IOException {
    byte[] block = block();
    for (int i = 0; i < BLOCKS; i++) {
      out.write(block);
    }
    byte[] endless = new byte[ENDLESS_LINE_BYTES / 100];
    for (int i = 0; i < 100; i++) {
      out.write(endless);
    }
  }

  private static int lines(InputStream in) {
    byte[] buffer = new byte[65_536];
    int lines = 0;
    try (in) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        for (int i = 0; i < length; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  @Test
  void memoryDoesNotGrowWithTheInput() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "decode",
                "--json",
                "-")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    CompletableFuture<Integer> lines =
        CompletableFuture.supplyAsync(() -> lines(process.getInputStream()));
    try (OutputStream out = process.getOutputStream()) {
      write(out);
    }

    int noises = (ENDLESS_LINE_BYTES + LINE_LIMIT_BYTES - 1) / LINE_LIMIT_BYTES;
    assertEquals(2 * BLOCKS * MESSAGES_PER_BLOCK + noises, lines.get());
    assertEquals(0, process.waitFor());
  }
}
