package io.github.modemqtt.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RedactionTest {
  private final RecordedSession session = new RecordedSession(Redaction.standard());

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "AT+ECMTCONN=0,\"id\",\"user\",\"Pa55,word\"; AT+ECMTCONN=0,\"id\",\"user\",\"\\{password1:9}\"",
        "AT+ECMTCONN=0,\"a,b\",\"user\",pw; AT+ECMTCONN=0,\"a,b\",\"user\",\\{password1:2}",
        "AT+QMTCONN=0,\"id\",\"user\",\"secret\"; AT+QMTCONN=0,\"id\",\"user\",\"\\{password1:6}\"",
        "at+ecmtconn = 0,\"id\",\"user\",\"secret\"; at+ecmtconn = 0,\"id\",\"user\",\"\\{password1:6}\"",
        "AT+ECMTCONN=0,\"secret\",\"user\",\"secret\"; AT+ECMTCONN=0,\"\\{password1:6}\",\"user\",\"\\{password1}\"",
        "AT+CGAUTH=1,1,\"user\",\"secret\"; AT+CGAUTH=1,1,\"user\",\"\\{password1:6}\"",
        "AT+CPIN=\"4711\"; AT+CPIN=\"\\{pin1:4}\"",
        "AT+CPIN=4711; AT+CPIN=\\{pin1:4}",
        "`AT+CPIN=4711;+CSQ`; `AT+CPIN=\\{pin1:4};+CSQ`",
        "AT+CPIN=\"12345678\",\"4711\"; AT+CPIN=\"\\{pin1:8}\",\"\\{pin2:4}\"",
        "AT+CLCK=\"SC\",1,\"4711\"; AT+CLCK=\"SC\",1,\"\\{pin1:4}\"",
        "AT+CPWD=\"SC\",\"4711\",\"0815\"; AT+CPWD=\"SC\",\"\\{pin1:4}\",\"\\{pin2:4}\"",
        "AT+ECMTCFG=\"aliauth\",0,\"pkey\",\"dev\",\"dsecret\"; AT+ECMTCFG=\"aliauth\",0,\"\\{key1:4}\",\"dev\",\"\\{key2:7}\"",
        "AT+ECMTCFG=\"aliauth\",0,\"pk\",\"d\",\"ds\",\"pn\",\"ps\"; AT+ECMTCFG=\"aliauth\",0,\"\\{key1:2}\",\"d\",\"\\{key2:2}\",\"pn\",\"\\{key3:2}\"",
        "AT+ECMTCFG=\"ssl\",\"psk\",\"a0b1c2\",\"identity\"; AT+ECMTCFG=\"ssl\",\"psk\",\"\\{key1:6}\",\"identity\"",
        "`ATD+4915112345;`; `ATD\\{phone1:11};`",
        "AT+CMGS=\"+4915112345\"; AT+CMGS=\"\\{phone1:11}\"",
        "AT+CPIN?; AT+CPIN?",
        "AT+ECMTCFG=\"keepalive\",0,120; AT+ECMTCFG=\"keepalive\",0,120",
      })
  void hidesWhatTheHostSends(String line, String written) {
    session.host(line + "\r");

    assertEquals("> " + written + "\n", session.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "861234567890123; 000000000000018",
        "+CGSN: \"861234567890123\"; +CGSN: \"000000000000018\"",
        "+CGSN: 861234567890123; +CGSN: 000000000000018",
        "+ECICCID: 89490200001234567890; +ECICCID: 89000000000000000012",
        "+CNUM: \"\",\"+4915112345\",145; +CNUM: \"\",\"+1111111111\",145",
        "+CMT: \"+4915112345\",,\"26/11/20\"; +CMT: \"+1111111111\",,\"26/11/20\"",
        "+CSQ: 20,99; +CSQ: 20,99",
      })
  void hidesWhatTheModuleTellsButNotWhatItLooksLike(String line, String written) {
    session.module("\r\n" + line + "\r\n");

    assertEquals("< " + written + "\n", session.text());
  }

  @Test
  void aSecretIsReplacedInTheSameWayEverywhere() {
    session
        .host("AT+CGSN\r")
        .module("\r\n861234567890123\r\n\r\nOK\r\n")
        .module("\r\n861234567890999\r\n\r\nOK\r\n")
        .host("AT+ECMTCONN=0,\"861234567890123\",\"u\",\"hush-hush\"\r")
        .module("AT+ECMTCONN=0,\"861234567890123\",\"u\",\"hush-hush\"\r\nOK\r\n")
        .host("AT+ECMTCONN=0,\"861234567890123\",\"u\",\"hush-hush\"\r")
        .module("\r\n+ECMTRECV: 0,0,\"d/861234567890123\",hush-hush\r\n");

    assertEquals(
        """
        > AT+CGSN
        < 000000000000018
        < OK
        < 000000000000026
        < OK
        > AT+ECMTCONN=0,"000000000000018","u","\\{password1:9}"
        <| AT+ECMTCONN=0,"000000000000018","u","\\{password1}"
        < OK
        > AT+ECMTCONN=0,"000000000000018","u","\\{password1}"
        < +ECMTRECV: 0,0,"d/000000000000018",\\{password1}
        """,
        session.text());
  }

  @Test
  void theRecordingOfAReplayIsTheSame() {
    String first =
        session
            .module("\r\n+CGSN: 861234567890123\r\n", "\r\n861234567890999\r\n")
            .module("\r\n+ECICCID: 89490200001234567890\r\n")
            .module("\r\n+CNUM: ,\"+491701234567\",145\r\n", "\r\n+CNUM: ,\"1701\",129\r\n")
            .module("\r\n+CNUM: ,\"01701234567\",129\r\n")
            .text();

    RecordedSession again = new RecordedSession(Redaction.standard());
    String second = again.module(RecordedSession.bytes(first, false, Map.of())).text();

    assertFalse(first.contains("8612") || first.contains("1701"), first);
    assertEquals(first, second);
  }

  @Test
  void twoNumbersStayTwoAlsoIfOneIsHarmlessAlready() {
    String text =
        session
            .module("\r\n+CGSN: 861234567890123\r\n", "\r\n+CGSN: 000000000000018\r\n")
            .module("\r\n+CGSN: 000000000000026\r\n", "\r\n+CGSN: 861234567890999\r\n")
            .text();

    assertEquals(4, text.lines().distinct().count(), text);
    assertFalse(text.contains("8612"), text);
  }

  @Test
  void aShortSecretLeavesOtherTextAlone() {
    session
        .host("AT+CPIN=1234\r")
        .module("AT+CPIN=1234\r\nOK\r\n", "\r\n+CSQ: 1234\r\n", "\r\n+X: \"1234\"\r\n");

    assertEquals(
        """
        > AT+CPIN=\\{pin1:4}
        <| AT+CPIN=\\{pin1}
        < OK
        < +CSQ: 1234
        < +X: "\\{pin1}"
        """,
        session.text());
  }

  @Test
  void theEchoOfASecretBeyondAsciiIsHidden() {
    session.host("AT+CPIN=\"s\u00e9cr\"\r").module("AT+CPIN=\"scr\"\r\nOK\r\n");

    assertEquals("> AT+CPIN=\"\\{pin1:4}\"\n<| AT+CPIN=\"xxx\"\n< OK\n", session.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"4711", "hush-hush", "id", "x", "ECMT"})
  void aSecretIsHiddenHoweverItIsCutAndTheBytesStayTheSame(String password) {
    String line = "AT+ECMTCONN=0,\"id\",\"user\",\"" + password + "\"\r";
    String echo = line.substring(0, line.length() - 1) + "\r\nOK\r\n";
    for (int i = 1; i < line.length(); i++) {
      for (int j = 1; j < echo.length(); j += 3) {
        RecordedSession cut = new RecordedSession(Redaction.standard());
        cut.host(line.substring(0, i))
            .module(echo.substring(0, Math.min(j, i)))
            .host(line.substring(i))
            .module(echo.substring(Math.min(j, i)))
            .host(line)
            .module(echo.substring(0, j), echo.substring(j));
        String text = cut.text();

        Map<String, String> values = Map.of("password1", password);
        assertEquals(cut.fromHost(), RecordedSession.bytes(text, true, values));
        assertEquals(cut.fromModule(), RecordedSession.bytes(text, false, values));
        Map<String, String> star = Map.of("password1", "*");
        assertEquals(starred(cut.fromHost(), password), RecordedSession.bytes(text, true, star));
        assertEquals(starred(cut.fromModule(), password), RecordedSession.bytes(text, false, star));
      }
    }
  }

  private static String starred(String text, String password) {
    return text.replace("\"" + password + "\"", "\"*\"");
  }

  @Test
  void aSecretThatTheModuleTellsInPiecesIsHidden() {
    for (int i = 1; i < 19; i++) {
      RecordedSession cut = new RecordedSession(Redaction.standard());
      String reply = "\r\n861234567890123\r\n";
      cut.host("AT+CGSN\r").module(reply.substring(0, i)).host("AT\r").module(reply.substring(i));
      String text = cut.text();
      assertFalse(text.matches("(?s).*[2-9]{2}.*"), text);
      assertEquals(
          "\r\n000000000000018\r\n", RecordedSession.bytes(text, false, Map.of()), () -> text);
    }
  }

  @Test
  void whatIsLeftAtTheEndIsHiddenToo() {
    session.host("AT+ECMTCONN=0,\"id\",\"user\",\"hush-hu");

    assertEquals(">| AT+ECMTCONN=0,\"id\",\"user\",\"\\{password1:7}\n", session.text());
  }

  @Test
  void messageIdsArePlaceholders() {
    session
        .host("AT+ECMTSUB=0,4711,\"t\",1\r")
        .module("\r\nOK\r\n\r\n+ECMTSUB: 0,4711,0,1\r\n")
        .host("AT+ECMTPUB=0,0,0,0,\"t\",\"AT+ECMTPUB=0,5,\"\r")
        .module("\r\nOK\r\n\r\n+ECMTPUB: 0,0,0\r\n")
        .host("AT+ECMTPUB=0,4711,1,0,\"t\",\"x\"\r")
        .module("AT+ECMTPUB=0,4711,1,0,\"t\",\"x\"\r\nOK\r\n\r\n+ECMTPUB: 0,4711,0\r\n")
        .module("\r\n+ECMTPUB: 0,99,0\r\n", "\r\n+ECMTRECV: 0,4711,\"t\",4711\r\n");

    assertEquals(
        """
        > AT+ECMTSUB=0,\\{id1},"t",1
        < OK
        < +ECMTSUB: 0,\\{id1},0,1
        > AT+ECMTPUB=0,0,0,0,"t","AT+ECMTPUB=0,5,"
        < OK
        < +ECMTPUB: 0,0,0
        > AT+ECMTPUB=0,\\{id2},1,0,"t","x"
        <| AT+ECMTPUB=0,\\{id2},1,0,"t","x"
        < OK
        < +ECMTPUB: 0,\\{id2},0
        < +ECMTPUB: 0,99,0
        < +ECMTRECV: 0,4711,"t",4711
        """,
        session.text());
  }

  @Test
  void ownPatternsHideOnBothSides() {
    RecordedSession own =
        new RecordedSession(
            Redaction.none()
                .withPattern("token", Pattern.compile("token=(\\w+)"))
                .withPattern("cell", Pattern.compile("0EA2D0CA")));
    own.host("AT+X=token=abcdefg\r").module("\r\n+Y: abcdefg,0EA2D0CA\r\n").host("AT+Z=0EA2D0CA\r");

    assertEquals(
        """
        > AT+X=token=\\{token1:7}
        < +Y: \\{token1},cccccccc
        > AT+Z=cccccccc
        """,
        own.text());
    assertThrows(
        IllegalArgumentException.class,
        () -> Redaction.none().withPattern("a b", Pattern.compile("x")));
  }
}
