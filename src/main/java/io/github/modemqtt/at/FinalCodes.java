package io.github.modemqtt.at;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The lines that end a command.
 *
 * <p>{@code OK}, {@code ERROR}, {@code +CME ERROR: ...} and {@code +CMS ERROR: ...} end every
 * command. Others end only the commands that name them, because the same text can be a report at
 * other times: {@code NO CARRIER} when a call ends, {@code SEND OK} after data. A line that merely
 * ends in {@code OK}, such as {@code SHUT OK}, ends nothing unless it is named.
 */
public final class FinalCodes {
  /** {@code OK}, {@code ERROR}, {@code +CME ERROR: ...}, {@code +CMS ERROR: ...}. */
  public static final FinalCodes STANDARD = new FinalCodes(List.of());

  /** The standard ones and those of a call: V.250 section 5.7.1. */
  public static final FinalCodes CALL =
      STANDARD
          .orSuccessStartingWith("CONNECT")
          .orFailure("NO CARRIER", "NO DIALTONE", "BUSY", "NO ANSWER");

  private static final byte[] OK = Bytes.ascii("OK");
  private static final byte[] ERROR = Bytes.ascii("ERROR");
  private static final byte[] CME_ERROR = Bytes.ascii("+CME ERROR");
  private static final byte[] CMS_ERROR = Bytes.ascii("+CMS ERROR");
  private static final FinalResult OK_RESULT =
      new FinalResult(FinalResult.Kind.OK, "OK", OptionalInt.empty());
  private static final FinalResult ERROR_RESULT =
      new FinalResult(FinalResult.Kind.ERROR, "ERROR", OptionalInt.empty());

  private record Extra(byte[] text, boolean startOnly, FinalResult.Kind kind) {}

  private final Extra[] extras;

  private FinalCodes(List<Extra> extras) {
    this.extras = extras.toArray(new Extra[0]);
  }

  /**
   * These and further texts that mean success.
   *
   * @param texts whole lines, such as {@code SEND OK}
   * @return the codes
   */
  public FinalCodes orSuccess(String... texts) {
    return with(false, FinalResult.Kind.OTHER_SUCCESS, texts);
  }

  /**
   * These and further texts that mean success, whatever follows them.
   *
   * @param texts starts of lines, such as {@code CONNECT}, which a blank or the end follows
   * @return the codes
   */
  public FinalCodes orSuccessStartingWith(String... texts) {
    return with(true, FinalResult.Kind.OTHER_SUCCESS, texts);
  }

  /**
   * These and further texts that mean failure.
   *
   * @param texts whole lines, such as {@code SEND FAIL}
   * @return the codes
   */
  public FinalCodes orFailure(String... texts) {
    return with(false, FinalResult.Kind.OTHER_FAILURE, texts);
  }

  private FinalCodes with(boolean startOnly, FinalResult.Kind kind, String... texts) {
    List<Extra> all = new ArrayList<>(Arrays.asList(extras));
    for (String text : texts) {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("A final result code is not empty");
      }
      all.add(new Extra(Bytes.ascii(text), startOnly, kind));
    }
    return new FinalCodes(all);
  }

  /**
   * Returns what the line start..stop, which is not empty, ends a command with; null if nothing.
   */
  @Nullable FinalResult match(byte[] buffer, int start, int stop) {
    FinalResult standard =
        switch (buffer[start]) {
          case 'O' -> Bytes.equal(buffer, start, stop, OK) ? OK_RESULT : null;
          case 'E' -> Bytes.equal(buffer, start, stop, ERROR) ? ERROR_RESULT : null;
          case '+' -> extendedError(buffer, start, stop);
          default -> null;
        };
    return standard != null || extras.length == 0 ? standard : matchExtra(buffer, start, stop);
  }

  private @Nullable FinalResult matchExtra(byte[] buffer, int start, int stop) {
    for (Extra extra : extras) {
      int end = start + extra.text.length;
      boolean fits =
          Bytes.startsWith(buffer, start, stop, extra.text)
              && (end == stop || extra.startOnly && buffer[end] == ' ');
      if (fits) {
        return new FinalResult(extra.kind, Bytes.text(buffer, start, stop), OptionalInt.empty());
      }
    }
    return null;
  }

  /** The number, and even the colon, can be missing. */
  private static @Nullable FinalResult extendedError(byte[] buffer, int start, int stop) {
    int colon = start + CME_ERROR.length;
    if (colon > stop || colon < stop && buffer[colon] != ':') {
      return null;
    }
    FinalResult.Kind kind;
    if (Bytes.startsWith(buffer, start, stop, CME_ERROR)) {
      kind = FinalResult.Kind.CME_ERROR;
    } else if (Bytes.startsWith(buffer, start, stop, CMS_ERROR)) {
      kind = FinalResult.Kind.CMS_ERROR;
    } else {
      return null;
    }
    String detail = colon == stop ? "" : Bytes.text(buffer, colon + 1, stop).strip();
    return new FinalResult(kind, Bytes.text(buffer, start, stop), number(detail));
  }

  private static OptionalInt number(String text) {
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
