package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.modemqtt.at.Transcript.Turn;
import io.github.modemqtt.ecmt.EcmtConnectQuery;
import io.github.modemqtt.ecmt.EcmtOpenQuery;
import java.util.List;

/** What the commands of recorded sessions arm. */
final class TranscriptCommands {
  private TranscriptCommands() {}

  /** Arms the line for the turn of the host at this index. */
  static void arm(RoutedLine line, List<Turn> turns, int index) {
    String command = turns.get(index).text().strip();
    if (index + 2 < turns.size() && turns.get(index + 1).endsWithPrompt()) {
      byte[] prompt = bytes(turns.get(index + 1).text().endsWith("> ") ? "> " : ">");
      line.armPrompt(prompt, turns.get(index + 2).bytes());
    }
    line.arm(shape(command), command);
  }

  /** The shape that a command of this form has in general; some queries name their fields. */
  static ReplyShape shape(String command) {
    if (command.equals("AT+ECMTCONN?")) {
      return new EcmtConnectQuery().replyShape();
    }
    if (command.equals("AT+ECMTOPEN?")) {
      return new EcmtOpenQuery().replyShape();
    }
    if (command.endsWith("REG?")) {
      String name = command.substring(2, command.length() - 1);
      return ReplyShape.line(name, ReplyShape.Field.NUMBER, ReplyShape.Field.NUMBER).andMore();
    }
    if (command.matches("AT\\+ECMTCFG=.*|.*=\\?")) {
      return ReplyShape.line(command.replaceAll("^AT|=.*", "")).andMore().repeated();
    }
    if (command.startsWith("AT+") && (command.endsWith("?") || command.endsWith("Q"))) {
      return ReplyShape.line(command.replaceAll("^AT|\\?$", "")).andMore();
    }
    return command.contains("=") ? ReplyShape.none() : ReplyShape.text();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
