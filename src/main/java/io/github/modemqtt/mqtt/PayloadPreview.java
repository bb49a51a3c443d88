package io.github.modemqtt.mqtt;

/** Payloads in logs: the size and the first printable bytes. */
final class PayloadPreview {
  private static final int SHOWN_BYTES = 32;

  private PayloadPreview() {}

  static String of(byte[] payload) {
    int shown = Math.min(payload.length, SHOWN_BYTES);
    StringBuilder preview = new StringBuilder(shown + 32);
    preview.append(payload.length).append(payload.length == 1 ? " byte '" : " bytes '");
    for (int i = 0; i < shown; i++) {
      preview.append(payload[i] >= 0x20 && payload[i] < 0x7F ? (char) payload[i] : '.');
    }
    return preview.append(shown < payload.length ? "..." : "").append('\'').toString();
  }
}
