package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong usage: exit code 2, one line, and where to read on. No port is opened for it. */
@Timeout(30)
class CliUsageTest {
  private static final String NO_PORT = "/dev/modemqtt-no-such-port";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "pub -t a -m b                                  | Missing required option: '--modem=TARGET'",
        "pub --modem PORT -m b                          | There is no topic: add -t TOPIC",
        "pub --modem PORT -t a                          | Missing required argument",
        "pub --modem PORT -t a -m b -l                  | mutually exclusive",
        "pub --modem PORT -t a -m b --frobnicate        | Unknown option: '--frobnicate'",
        "pub --modem PORT -t a/# -m b                   | wildcard '#' at position 2",
        "pub --modem PORT -t a -m b -q 3                | QoS 3 is not 0, 1 or 2",
        "pub --modem PORT -t a -m b -q x                | 'x' is not an int",
        "pub --modem PORT -t a -m b -p 70000            | Port 70000",
        "pub --modem PORT -t a -m b -h a_b!             | Broker host 'a_b!'",
        "pub --modem PORT -t a -m b -k 3601             | Keep alive",
        "pub --modem PORT -t a -m b -c                  | -c needs a client id",
        "pub --modem PORT -t a -m b -u bob              | -u needs a password",
        "pub --modem PORT -t a -m b -P hidden           | -P needs a user name",
        "pub --modem PORT -t a -m b -u bob -P hid\"den  | password",
        "pub --modem PORT -t a -m b --pin 12x4          | A PIN is 4 to 8 decimal digits",
        "pub --modem PORT -t a -m b -i x -I y           | exclude each other",
        "pub --modem PORT -t a -m b -V mqttv5           | the module speaks mqttv311 and mqttv31",
        "pub --modem PORT -t a -m b --profile EC618     | --profile is EC618; it must be EC616, EC6",
        "pub --modem PORT -m b --profile EC616_OLD -i 00000000000000000000000000000032 -t a | 31",
        "pub --modem PORT -m b -L mqtts://h/t           | wants TLS",
        "pub --modem PORT -m b -L http://h/t            | must be mqtt://",
        "pub --modem PORT -m b -L mqtt://h              | There is no topic",
        "pub --modem PORT -t a -m b --repeat 0          | --repeat is 0; it must be at least 1",
        "pub --modem PORT -t a -m b --repeat-delay -1   | --repeat-delay is -1.0; it must be 0 to",
        "pub --modem PORT -t a -m b -M 0                | -M is 0; it must be at least 1",
        "pub --modem PORT -t a -m b -s                  | mutually exclusive",
        "pub --modem PORT -t a -m b --cafile x          | --cafile is refused: it is for TLS",
        "pub --modem PORT -t a -m b --tls-version=1.2   | --tls-version is refused: it is for TLS",
        "pub --modem PORT -t a -m b -A 127.0.0.1        | -A is refused: the socket is the module's",
        "pub --modem PORT -t a -m b --proxy socks5h://x | --proxy is refused: the module knows no",
        "pub --modem PORT -t a -m b --unix /x           | --unix is refused: the module cannot",
        "pub --modem PORT -t a -m b -S                  | -S is refused: the module asks for no SRV",
        "pub --modem PORT -t a -m b -x5                 | -x is refused: it is for MQTT 5",
        "pub --modem PORT -t a -m b --repeatt 2         | did you mean --repeat?",
        "pub --modem PORT -t a -m b -R                  | Unknown option: '-R'",
        "sub --modem PORT -t a -R                       | -R is refused: the module does not tell",
        "sub --modem PORT -t a --retained-only          | --retained-only is refused: the module",
        "sub --modem PORT -t a --remove-retained        | --remove-retained is refused: the module",
        "sub --modem PORT -t a --random-filter 0        | --random-filter is 0.0; it must be 0.1",
        "sub --modem PORT -t a -F %5                    | ends with a lone '%'",
        "sub --modem PORT -t a -F %1.2.3t               | the width '1.2.3'",
        "sub --modem PORT -t a -F %y                    | the unknown value '%y'",
        "sub --modem PORT -t a -F @                     | ends with a lone '@'",
        "sub --modem PORT -t a -T b/#/c                 | '#'",
        "pub --modem PORT -t a -m b --will-payload x    | a will needs a topic",
        "pub --modem PORT -t a -m b --will-topic w      | a will needs a payload",
        "pub --modem PORT -t a -m b --will-topic w/+ --will-payload x | wildcard '+'",
        "pub --modem PORT -t a -m b --will-topic w --will-payload x --will-qos 7 | QoS 7",
        "pub --modem PORT -t a -m b --answer-timeout 0  | --answer-timeout is 0",
        "pub --modem PORT -t a -m b --registration-timeout -5 | --registration-timeout is -5",
        "pub --modem http://x -t a -m b                 | unknown scheme 'http'",
        "pub --modem PORT@fast -t a -m b                | baud rate",
        "sub --modem PORT                               | There is no topic: add -t FILTER",
        "sub --modem PORT -t a/#/b                      | wildcard '#'",
        "sub --modem PORT -t a -C 0                     | -C is 0; it must be at least 1",
        "sub --modem PORT -t a -W -1                    | -W is -1; it must be at least 1 s",
        "sub --modem PORT -t a -q 9                     | QoS 9 is not 0, 1 or 2",
        "probe                                          | Missing required option: '--modem=TARGET'",
        "probe --modem PORT --baud fast                 | --baud is 'fast'; it must be auto or a rate",
        "probe --modem PORT --baud 7                    | baud rate 7",
        "probe --modem tcp://127.0.0.1:9 --baud 9600    | --baud is for serial ports",
        "probe --modem PORT --ping                      | need a broker: add -h HOST",
        "probe --modem PORT -h x -u bob                 | -u needs a password",
        "probe --modem PORT -h x -t a/#                 | wildcard '#' at position 2",
        "probe --modem PORT -h x -p 70000               | Port 70000",
        "probe --modem PORT -h x -u bob -P hid\"den      | password",
        "probe --modem PORT --pin 12x4                  | A PIN is 4 to 8 decimal digits",
        "probe --modem PORT --answer-timeout 0          | --answer-timeout is 0",
        "ports now                                      | Unmatched argument at index 1: 'now'",
        "at --modem PORT                                | no command",
        "at --modem PORT CSQ                            | A command line begins with AT: 'CSQ'",
        "at --modem PORT AT --timeout 0                 | --timeout is 0",
        "at --modem PORT AT --wait -1                   | --wait is -1",
        "term                                           | Missing required option: '--modem=TARGET'",
        "term --modem http://x                           | unknown scheme 'http'",
        "term --modem PORT now                          | Unmatched argument at index 3: 'now'",
        "bench --modem PORT --count 0                   | --count is 0; it must be 1 to 1000000",
        "bench --modem PORT --size 1153                 | --size is 1153; it must be 0 to 1152",
        "bench --modem PORT --window 11                 | --window is 11; it must be 1 to 10",
        "bench --modem PORT --line-rate 9               | --line-rate is 9; it must be 300 to 4000000",
        "bench --modem PORT -t a/#                      | wildcard '#'",
        "bench --modem PORT -q 3                        | QoS 3 is not 0, 1 or 2",
        "emulate                                        | Missing required argument",
        "emulate --tcp 0 --pty x                        | mutually exclusive",
        "emulate --tcp 70000                            | port 70000",
        "emulate --tcp 0 --broker http://x              | it begins with a scheme",
        "emulate --tcp 65535 --count 2                  | port 65536",
        "emulate --tcp 0 --count 0                      | --count is 0; it must be 1 to 1000",
        "emulate --tcp 0 --profile EC999                | must be one of EC616, EC616_OLD",
        "emulate --tcp 0 --network slow                 | must be ideal, nb-iot or a number",
        "emulate --tcp 0 --line-rate 100                | 300 to 4000000 bit/s, not 100",
        "emulate --tcp 0 --map broker                   | must be host=address:port",
        "emulate --tcp 0 --map a=x:1 --map A=y:1        | has the host 'a' twice",
        "emulate --tcp 0 --map a=x:99999                | Port 99999",
        "emulate --tcp 0 --for 0                        | --for is 0; it must be at least 1 s",
        "emulate --tcp 0 --registration-delay -1        | --registration-delay is -1",
        "record --modem PORT x                          | Missing required argument",
        "record --modem PORT --tcp 0 --no-redact x      | --write-secrets",
        "record --modem PORT --tcp 0 --write-secrets x  | --no-redact",
        "record --modem PORT --tcp 0 --redact ( x       | no regular expression",
        "replay --pty x                                 | Missing required parameter: 'FILE'",
        "replay --tcp 0 --linger -1 x                   | --linger is -1",
        "decode                                         | Missing required parameter: 'FILE'",
        "decode --format text x                         | --format is 'text'",
        "import x --json                                | --json needs -o",
        "import x --format word                         | --format is 'word'",
        "redact                                         | Missing required parameter: 'FILE'",
        "demo now                                       | Unmatched argument at index 1: 'now'",
        "run a.transcript                               | Missing required option: '--modem=TARGET'",
        "run --modem PORT                               | Missing required parameter: 'FILE'",
        "run at-scripts/bring-up.transcript --modem PORT --timeout 0 | --timeout is 0",
        "run at-scripts/bring-up.transcript --modem PORT --pauses -1 | pauses is 0 or more",
        "run at-scripts/bring-up.transcript --modem PORT --set a=hid | no placeholder 'a'",
        "run at-scripts/connect-publish.transcript --modem PORT | --set NAME=VALUE for: password1",
        "diff a.transcript                              | Missing required parameter: 'FILE2'",
        "completion                                     | Missing required parameter: 'bash|zsh'",
        "completion fish                                | expected one of [bash, zsh]",
        "frobnicate                                     | Unmatched argument at index 0: 'frobnicate'",
      },
      delimiter = '|')
  void wrongUsageIsToldInOneLineThatNamesTheHelp(String call, String reason)
      throws InterruptedException {
    String[] args = call.strip().replace("PORT", NO_PORT).split(" +");
    Cli.Result result = Cli.run(args);

    assertEquals(2, result.exitCode(), result.err());
    assertEquals("", result.out());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith("modemqtt: "), result.err());
    assertFalse(result.err().contains("Error:"), result.err());
    assertTrue(result.err().contains(reason), result.err());
    String command = args[0].equals("frobnicate") ? "modemqtt" : "modemqtt " + args[0];
    assertTrue(result.err().endsWith("(try '" + command + " --help')\n"), result.err());
    assertFalse(result.err().contains("hid"), result.err());
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    WatchedOutput out = new WatchedOutput();
    WatchedOutput err = new WatchedOutput();

    int exitCode =
        Main.run(
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false);

    assertEquals(2, exitCode);
    assertEquals("", out.text());
    assertTrue(err.text().startsWith("Usage: modemqtt "), err.text());
  }

  @Test
  void argumentsThatJavaCouldNotReadAreRefused() throws InterruptedException {
    Cli.Result result = Cli.run("pub", "--modem", NO_PORT, "-t", "a", "-m", "gr\uFFFD\uFFFD");

    assertEquals(2, result.exitCode());
    assertTrue(result.err().contains("LC_ALL=C.UTF-8"), result.err());
  }
}
