package io.github.modemqtt.at;

import java.util.Arrays;

/**
 * Data that a command sends after the module's prompt, and the bytes that end it.
 *
 * <p>Data and terminator go out in one write: the EC616 takes a terminator only at the end of a
 * chunk that it received without a pause (reference: {@code mqttPUBInputData}).
 *
 * @param prompt the prompt that the module gives, for example {@code "> "}
 * @param data the data
 * @param terminator what ends the data, Ctrl-Z (0x1A) for most commands
 */
public record PromptData(byte[] prompt, byte[] data, byte[] terminator) {
  private static final byte[] PROMPT = {'>', ' '};
  private static final byte[] CTRL_Z = {0x1A};

  /**
   * Data ended by Ctrl-Z after the prompt {@code "> "}.
   *
   * @param data the data
   * @return the prompt data
   */
  public static PromptData endedByCtrlZ(byte[] data) {
    return new PromptData(PROMPT, data, CTRL_Z);
  }

  byte[] dataAndTerminator() {
    byte[] all = Arrays.copyOf(data, data.length + terminator.length);
    System.arraycopy(terminator, 0, all, data.length, terminator.length);
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PromptData that
        && Arrays.equals(prompt, that.prompt)
        && Arrays.equals(data, that.data)
        && Arrays.equals(terminator, that.terminator);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(prompt) + Arrays.hashCode(data))
        + Arrays.hashCode(terminator);
  }

  @Override
  public String toString() {
    return "PromptData[" + data.length + " bytes]";
  }
}
