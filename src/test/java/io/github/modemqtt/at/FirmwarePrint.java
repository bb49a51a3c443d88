package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How the EC616 prints a message: a C string, so cut at a NUL, without up to two line-end
 * characters at its end, and CR LF around it ({@code mqttRecvInd}, {@code atcURC}).
 *
 * <p>Each character stands for the byte of its value.
 */
final class FirmwarePrint {
  private static final int LARGEST_BYTES = 1150;
  private static final int STRIPPED = 2;

  /** Payloads that hold what a parser looks for. */
  static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "\r\nOK\r\n",
          "x\r\nOK\r\nx",
          "\r\n\r\nOK",
          "x\r\n\r\nOK",
          "\r\n\r\nOK\r\n\r\nOK",
          "\r\n\r\nOK\r\n\r\nERROR",
          "\r\n\r\nERROR",
          "ERROR",
          "\r\n\r\n+CME ERROR: 3",
          "\r\n\r\n+CME ERROR: 3\r\n\r\nOK\r\n\r\n",
          "> ",
          "\r\n> ",
          "\r\n\r\n> ",
          "\r\n\r\n> \r\n\r\nOK",
          "\r\n\r\n>",
          "+ECMTRECV: 0,0,\"t\",x",
          "\r\n+ECMTRECV: 0,0,\"t\",x",
          "\r\n\r\n+ECMTRECV: 0,0,\"t\",x",
          "\r\n\r\n+ECMTPUB: 0,1,0",
          "\r\n\r\n+ECMTSTAT: 0,1\r\n\r\n+ECMTCONN: 0,0,0",
          "\"",
          "\"quoted\"",
          ",",
          "a,b,\"c\",",
          "\",",
          "t\",x",
          "\r",
          "\n",
          "\r\r\r",
          "\n\n\n",
          "a\r\r\n\r\r\nb",
          "a\r\n\r\n\r\n\r\nb",
          "a\n\r\n\rb",
          "a\r\n \r\nb",
          "{\r\n  \"command\": \"putdown\"\r\n}");

  private FirmwarePrint() {}

  /** The hostile ones, every byte at every place, and the largest. */
  static List<String> payloads() {
    List<String> payloads = new ArrayList<>(HOSTILE);
    for (char value = 0; value < 256; value++) {
      payloads.add("" + value);
      payloads.add(value + "abc");
      payloads.add("abc" + value);
      payloads.add("ab" + value + "c");
    }
    payloads.add("x".repeat(LARGEST_BYTES));
    payloads.add("\r\n".repeat(LARGEST_BYTES / 2));
    payloads.add("y\r\n\r\nOK\r\n".repeat(LARGEST_BYTES / 10));
    Random random = new Random(1150);
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[LARGEST_BYTES];
      random.nextBytes(bytes);
      payloads.add(new String(bytes, ISO_8859_1).replace('\0', '0'));
    }
    return payloads;
  }

  /** The text between the line ends. */
  static String text(String payload) {
    String rest = payload.replaceFirst("^\0+", "");
    int nul = rest.indexOf('\0');
    String text = "+ECMTRECV: 0,0,\"t\"," + (nul < 0 ? rest : rest.substring(0, nul));
    int end = text.length();
    while (end > text.length() - STRIPPED && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** What is on the line. */
  static String unit(String payload) {
    return "\r\n" + text(payload) + "\r\n";
  }
}
