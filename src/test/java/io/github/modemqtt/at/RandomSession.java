package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A session of a grammar that holds everything known to trouble parsers: commands with their
 * answers in all forms, URCs at any place, messages with hostile payloads, boot noise, long lines.
 */
final class RandomSession {
  static final int LIMIT_BYTES = 300;

  /** Something that happens at the line: a command is sent, bytes come, or nothing for a while. */
  sealed interface Step {}

  record Sent(ReplyShape shape, String command, String data) implements Step {}

  record Came(byte[] bytes) implements Step {}

  record Silence() implements Step {}

  private static final String[] PAYLOADS = {
    "OK",
    "\r\nOK\r\nx",
    "> ",
    "\r\n> x",
    "+ECMTRECV: 0,1,\"t\",x",
    "a\r\n\r\n+ECMTSTAT: 0,1",
    "\0",
    "a\nb",
    "a\rb",
    "a\n\rb",
    "\r\nERROR",
    "+CME ERROR: 3",
    "\"quoted\"",
    "",
    " ",
    "a,b,\"c\"",
    "\r"
  };
  private static final String[] URCS = {
    "+CEREG: 1",
    "+CEREG: 1,\"4844\",\"0EA2\",7",
    "+CEREG:1",
    "+ECMTCONN: 0,0,0",
    "+ECMTPUB: 0,7,0",
    "+ECMTSTAT: 0,1",
    "+CSCON: 1",
    "RING",
    "*ATREADY: 1",
    "+CPIN: READY",
    " +CEREG: 5 ",
    "+CEREG: x"
  };
  private static final String[] FINALS = {
    "OK",
    " OK",
    "OK ",
    "ERROR",
    "+CME ERROR: 3",
    "+CME ERROR: 401 ",
    "+CME ERROR: SIM busy",
    "+CME ERROR:",
    "+CMS ERROR: 500",
    "SHUT OK",
    "CONNECT OK"
  };
  private static final String[] BANNERS = {
    "\n\rF1: 0000 0000\n\rLeaving the BROM\n\r",
    "boot\nboot2\n",
    "\r\n+ECRDY\r\n",
    "\0\0\r\n",
    "\r\n\r\n",
    "\n",
    "\r",
    "noise without end",
    "KSDH\r\n",
    "\u007f\u00ff\u00fe\r\n"
  };
  private static final String[] LINE_ENDS = {"\r\n", "\r\n", "\r\n", "\n", "\n\r", "\r\r\n"};

  private final Random random;
  private final ByteArrayOutputStream run = new ByteArrayOutputStream();
  private final List<Step> steps = new ArrayList<>();

  private RandomSession(long seed) {
    random = new Random(seed);
  }

  static List<Step> of(long seed) {
    return new RandomSession(seed).make();
  }

  private List<Step> make() {
    int parts = 2 + random.nextInt(6);
    for (int i = 0; i < parts; i++) {
      switch (random.nextInt(6)) {
        case 0, 1, 2 -> exchange();
        case 3 -> urc();
        case 4 -> message();
        default -> noise();
      }
      if (random.nextInt(3) == 0) {
        endRun();
        steps.add(new Silence());
      }
    }
    endRun();
    steps.add(new Silence());
    return steps;
  }

  private void exchange() {
    endRun();
    switch (random.nextInt(5)) {
      case 0 -> send(ReplyShape.line("+CSQ", fields(2)), "AT+CSQ", "\r\n+CSQ: 20,99\r\n");
      case 1 -> send(ReplyShape.line("+CEREG", fields(2)), "AT+CEREG?", "\r\n+CEREG:2,1\r\n");
      case 2 -> send(ReplyShape.text(), "ATI", "\r\nEigenComm\r\nEC616\r\n" + maybeUrc());
      case 3 -> send(ReplyShape.digits(), "AT+CIMI", "\r\n295050903238853\r\n");
      default -> prompted();
    }
  }

  private static ReplyShape.Field[] fields(int count) {
    ReplyShape.Field[] fields = new ReplyShape.Field[count];
    java.util.Arrays.fill(fields, ReplyShape.Field.NUMBER);
    return fields;
  }

  private void send(ReplyShape shape, String command, String reply) {
    steps.add(new Sent(shape, command, ""));
    echo(command);
    if (random.nextInt(4) != 0) {
      say(maybeUrc() + reply);
    }
    say(maybeUrc());
    finalResult();
  }

  private void prompted() {
    String data = payload();
    steps.add(new Sent(ReplyShape.none(), "AT+ECMTPUB=0,0,0,0,\"t\"", data));
    echo("AT+ECMTPUB=0,0,0,0,\"t\"");
    say(maybeUrc() + (random.nextInt(5) == 0 ? "\r\n>" : "\r\n> "));
    if (random.nextInt(3) == 0) {
      endRun();
    }
    say(random.nextBoolean() ? data : "");
    finalResult();
  }

  private void echo(String command) {
    int cut = 1 + random.nextInt(command.length() - 1);
    switch (random.nextInt(6)) {
      case 0 -> say(command);
      case 1 -> say(command + "\r\n" + command + "\r\n");
      case 2 -> say(command.substring(0, cut) + "\r\n+CSCON: 1\r\n" + command.substring(cut));
      case 3 -> say(command + "\r");
      case 4 -> say(command + command);
      default -> {}
    }
  }

  private void finalResult() {
    say("\r\n" + pick(FINALS) + pick(LINE_ENDS));
  }

  private void urc() {
    say("\r\n" + pick(URCS) + pick(LINE_ENDS));
  }

  private String maybeUrc() {
    return random.nextInt(3) == 0 ? "\r\n" + pick(URCS) + "\r\n" : "";
  }

  private void message() {
    say("\r\n+ECMTRECV: 0," + random.nextInt(9) + ",\"t\"," + payload());
    say(random.nextInt(8) == 0 ? pick(LINE_ENDS) : "\r\n");
  }

  private String payload() {
    if (random.nextInt(3) > 0) {
      return pick(PAYLOADS) + pick(PAYLOADS);
    }
    byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 2 * LIMIT_BYTES : 40)];
    random.nextBytes(bytes);
    return new String(bytes, ISO_8859_1);
  }

  private void noise() {
    if (random.nextInt(4) == 0) {
      int length = LIMIT_BYTES - 4 + random.nextInt(random.nextBoolean() ? 8 : LIMIT_BYTES);
      say("\r\n" + "x".repeat(length) + pick(LINE_ENDS));
    } else {
      say(pick(BANNERS));
    }
  }

  private void say(String text) {
    run.writeBytes(text.getBytes(ISO_8859_1));
  }

  private void endRun() {
    if (run.size() > 0) {
      steps.add(new Came(run.toByteArray()));
      run.reset();
    }
  }

  private String pick(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
