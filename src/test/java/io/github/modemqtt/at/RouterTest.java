package io.github.modemqtt.at;

import static io.github.modemqtt.at.ReplyShape.Field.NUMBER;
import static io.github.modemqtt.at.ReplyShape.Field.STRING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RouterTest {
  private static final ReplyShape REGISTRATION =
      ReplyShape.line("+CEREG", NUMBER, NUMBER).andMore();
  private static final ReplyShape CONNECTION = ReplyShape.line("+ECMTCONN", NUMBER, NUMBER);

  private final RoutedLine line =
      new RoutedLine()
          .urc("+CEREG")
          .urc("+ECMTCONN")
          .urc("+CPIN")
          .urc("+CSCON")
          .urc("RING")
          .unit("+ECMTRECV");

  // ---- final result codes ----

  @ParameterizedTest
  @ValueSource(strings = {"OK", "ERROR", "+CME ERROR: 3", "+CMS ERROR: 500", "+CME ERROR"})
  void aFinalResultCodeWithoutACommandIsAnUnknownLine(String code) {
    line.feed("\r\n" + code + "\r\n");
    assertEvents("unknown(" + code + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OK", "ERROR", "+CME ERROR: 3", "+CMS ERROR: 500", "+CME ERROR"})
  void aFinalResultCodeEndsTheRunningCommandOnce(String code) {
    line.arm(ReplyShape.none(), "AT+X=1").feed("\r\n" + code + "\r\n\r\n" + code + "\r\n");
    assertEvents("final(" + code + ")", "unknown(" + code + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT OK", "SHUT OK", "OKAY", "OK 1", "ERRORS", "+CME ERRORS", "ok"})
  void whatOnlyLooksLikeAFinalResultCodeIsNone(String text) {
    line.arm(ReplyShape.none(), "AT+X=1").feed("\r\n" + text + "\r\n");
    assertEvents("unknown(" + text + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {" OK", "OK ", "\0OK", "\t OK \u007f"})
  void paddingAroundAFinalResultCodeDoesNotMatter(String text) {
    line.arm(ReplyShape.none(), "AT").feed("\r\n" + text + "\r\n");
    assertEvents("final(OK)");
  }

  @ParameterizedTest
  @CsvSource({
    "'+CME ERROR: 3', 3, '+CME ERROR: 3'",
    "'+CME ERROR: 401 ', 401, '+CME ERROR: 401'",
    "'+CME ERROR:10', 10, '+CME ERROR:10'",
    "'+CME ERROR: SIM busy', -1, '+CME ERROR: SIM busy'",
    "'+CME ERROR:', -1, '+CME ERROR:'",
    "'+CME ERROR: ', -1, '+CME ERROR:'",
  })
  void extendedErrorsCarryANumberOrAText(String text, int code, String shown) {
    FinalResult[] found = new FinalResult[1];
    Router router =
        new Router(
            new RoutedLine() {
              @Override
              public void onFinal(FinalResult result, boolean certain) {
                found[0] = result;
              }
            },
            new UrcTable());
    router.arm(ReplyShape.none(), FinalCodes.STANDARD, new byte[0]);
    byte[] bytes = text.getBytes(ISO_8859_1);
    router.onLine(bytes, 0, bytes.length, false);
    assertEquals(FinalResult.Kind.CME_ERROR, found[0].kind());
    assertEquals(code, found[0].code().orElse(-1));
    assertEquals(shown, found[0].text());
  }

  // ---- units ----

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", " ", "\0\0", "\u00ff", "\u00fe\0\u00ff"})
  void aUnitBehindNoiseHoldsItsLineEndsAllTheSame(String noise) {
    line.feed("\r\n" + noise + "+ECMTRECV: 0,0,\"t\",x\r\n+ECMTCONN: 0,0,0\r\n\r\nRING\r\n");
    assertEvents("urc?(+ECMTRECV: 0,0,\"t\",x\r\n+ECMTCONN: 0,0,0)", "urc?(RING)");
  }

  // ---- one name, two meanings ----

  @Test
  void theAnswerOfARegistrationQueryIsToldFromTheUrc() {
    line.arm(REGISTRATION, "AT+CEREG?");
    line.feed("\r\n+CEREG: 1\r\n\r\n+CEREG: 1,\"4844\",\"0EA2\",7\r\n\r\n+CEREG: 2,1\r\n");
    line.feed("\r\n+CEREG: 5\r\n\r\nOK\r\n\r\n+CEREG: 2,1\r\n");
    assertEvents(
        "urc(+CEREG: 1)",
        "urc(+CEREG: 1,\"4844\",\"0EA2\",7)",
        "reply(+CEREG: 2,1)",
        "urc(+CEREG: 5)",
        "final(OK)",
        "urc(+CEREG: 2,1)");
  }

  @Test
  void aSecondLineThatFitsASingleLineAnswerIsAUrc() {
    line.arm(REGISTRATION, "AT+CEREG?").feed("+CEREG: 2,1\r\n+CEREG: 2,5\r\nOK\r\n");
    assertEvents("reply(+CEREG: 2,1)", "urc(+CEREG: 2,5)", "final(OK)");
  }

  @Test
  void theAnswerOfAConnectionQueryIsToldFromTheResult() {
    line.arm(CONNECTION, "AT+ECMTCONN?");
    line.feed("\r\n+ECMTCONN: 0,0,0\r\n\r\n+ECMTCONN:0,3\r\n\r\nOK\r\n");
    line.feed("\r\n+ECMTCONN: 0,0,0\r\n");
    assertEvents(
        "urc(+ECMTCONN: 0,0,0)", "reply(+ECMTCONN:0,3)", "final(OK)", "urc(+ECMTCONN: 0,0,0)");
  }

  @Test
  void aResultWhileItsOwnCommandRunsIsAUrc() {
    line.arm(ReplyShape.none(), "AT+ECMTCONN=0,\"id\"").feed("+ECMTCONN: 0,0,0\r\nOK\r\n");
    assertEvents("urc(+ECMTCONN: 0,0,0)", "final(OK)");
  }

  @Test
  void theSameTextIsAnswerOrUrcByWhetherItWasAskedFor() {
    line.feed("+CPIN: READY\r\n");
    line.arm(ReplyShape.line("+CPIN", ReplyShape.Field.ANY), "AT+CPIN?");
    line.feed("+CPIN: READY\r\nOK\r\n+CPIN: READY\r\n");
    assertEvents("urc(+CPIN: READY)", "reply(+CPIN: READY)", "final(OK)", "urc(+CPIN: READY)");
  }

  @Test
  void theConnectionStateIsToldFromItsUrcByTheNumberOfFields() {
    line.arm(ReplyShape.line("+CSCON", NUMBER, NUMBER), "AT+CSCON?");
    line.feed("+CSCON: 1\r\n+CSCON: 1,0\r\nOK\r\n");
    assertEvents("urc(+CSCON: 1)", "reply(+CSCON: 1,0)", "final(OK)");
  }

  @Test
  void anotherNameOfTheSameBeginningIsNoAnswer() {
    line.arm(ReplyShape.line("+CSQ", NUMBER, NUMBER), "AT+CSQ");
    line.feed("+CSQN: 1,2\r\n+CSQ 1,2\r\n+CSQ: 1,2\r\nOK\r\n");
    assertEvents("unknown(+CSQN: 1,2)", "unknown(+CSQ 1,2)", "reply(+CSQ: 1,2)", "final(OK)");
  }

  @Test
  void aRepeatedAnswerTakesEveryLineThatFits() {
    line.arm(ReplyShape.line("+CGACT", NUMBER, NUMBER).repeated(), "AT+CGACT?");
    line.feed("\r\n+CGACT: 1,1\r\n+CGACT: 2,0\r\n+CGACT: x\r\n\r\nOK\r\n");
    assertEvents("reply(+CGACT: 1,1)", "reply(+CGACT: 2,0)", "unknown(+CGACT: x)", "final(OK)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+X: 1,\"a\"|true",
        "+X:1,\"a\"|true",
        "+X:   1 , \"a\" |true",
        "+X: 1,\"a,b\"|true",
        "+X: 1,\"a\",2|false",
        "+X: 1|false",
        "+X:|false",
        "+X: 01,\"a\"|false",
        "+X: ,\"a\"|false",
        "+X: -1,\"a\"|false",
        "+X: 1,a|false",
        "+X: 1,\"|false",
        "+X: 1,\"a\",|false",
      })
  void anAnswerMustHaveTheDeclaredFields(String text, boolean fits) {
    line.arm(ReplyShape.line("+X", NUMBER, STRING), "AT+X?").feed(text + "\r\n");
    assertEquals(fits ? "reply" : "unknown", line.events.get(0).split("\\(")[0]);
  }

  @Test
  void fieldsThatAreNotRequiredMayBeMissing() {
    line.arm(ReplyShape.line("+X", NUMBER, STRING).requiring(1).repeated(), "AT+X?");
    line.feed("+X: 1\r\n+X: 1,\"a\"\r\n+X:\r\n");
    assertEvents("reply(+X: 1)", "reply(+X: 1,\"a\")", "unknown(+X:)");
  }

  // ---- free text ----

  @Test
  void aFreeTextAnswerLetsUrcsThrough() {
    line.arm(ReplyShape.text(), "ATI");
    line.feed("\r\nAi-Thinker\r\n\r\n+CEREG: 1\r\n\r\nEC-01G: rev 2\r\nRING\r\n \r\n\r\nOK\r\n");
    assertEvents(
        "reply(Ai-Thinker)", "urc(+CEREG: 1)", "reply(EC-01G: rev 2)", "urc(RING)", "final(OK)");
  }

  @Test
  void bareDigitsAreAnAnswerOnlyWhereDigitsWereAskedFor() {
    line.feed("295050903238853\r\n");
    line.arm(ReplyShape.digits(), "AT+CIMI");
    line.feed("29505x\r\n012345\r\n67\r\nOK\r\n");
    assertEvents(
        "unknown(295050903238853)", "unknown(29505x)", "reply(012345)", "unknown(67)", "final(OK)");
  }

  @Test
  void whatNobodyKnowsGoesToTheCatchAllAsItCame() {
    line.feed("\r\n ^SYSSTART \r\n\r\nRINGS\r\n+CEREGX: 1\r\n");
    assertEvents("unknown( ^SYSSTART )", "unknown(RINGS)", "unknown(+CEREGX: 1)");
  }

  @Test
  void aUrcThatCannotBeDecodedGoesToTheCatchAll() {
    UrcType<Integer> type = UrcType.line("+N", text -> text.fields().nextInt());
    line.urc(type).feed("+N: x\r\n+N: 7\r\n");
    assertEvents("unknown(+N: x)", "urc(+N: 7)");
  }

  @Test
  void aLineOfBlanksIsNothing() {
    line.arm(ReplyShape.text(), "ATI").feed("\r\n \t\0 \r\n");
    assertEvents();
  }

  // ---- echo ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT+CSQ\r\n+CSQ: 1,2\r\n\r\nOK\r\n",
        "AT+CSQ\r\r\n+CSQ: 1,2\r\n\r\nOK\r\n",
        "AT+CSQ\r\r\n\r\n+CSQ: 1,2\r\n\r\nOK\r\n",
        "\r\nAT+CSQ\r\n\r\n+CSQ: 1,2\r\n\r\nOK\r\n",
        "\0AT+CSQ\n+CSQ: 1,2\nOK\n",
      })
  void theEchoIsDroppedInAllItsForms(String text) {
    line.arm(ReplyShape.line("+CSQ", NUMBER, NUMBER), "AT+CSQ").feed(text);
    assertEquals("AT+CSQ", line.events.remove(0).replaceAll("^echo\\(\\W*|\\)$", ""));
    assertEvents("reply(+CSQ: 1,2)", "final(OK)");
  }

  @Test
  void anEchoEndedByABareCarriageReturnIsCutFromTheAnswer() {
    line.arm(ReplyShape.none(), "ATE0").feed("ATE0\rOK\r\n");
    assertEvents("echo(ATE0)", "final(OK)");
  }

  @Test
  void anEchoThatComesTwiceIsDroppedTwice() {
    line.arm(ReplyShape.none(), "ATE0").feed("ATE0\r\nATE0\r\nOK\r\n");
    assertEvents("echo(ATE0)", "echo(ATE0)", "final(OK)");
  }

  @Test
  void anEchoMayBeSplitByAUrc() {
    line.arm(ReplyShape.none(), "AT+CFUN=1").feed("AT+C\r\n+CEREG: 1\r\nFUN=1\r\nOK\r\n");
    assertEvents("echo(AT+C)", "urc(+CEREG: 1)", "echo(FUN=1)", "final(OK)");
  }

  @Test
  void theEchoLacksWhatIsNotPrintableAscii() {
    line.arm(ReplyShape.none(), "AT+X=\"caf\u00e9\"").feed("AT+X=\"caf\"\r\nOK\r\n");
    assertEvents("echo(AT+X=\"caf\")", "final(OK)");
  }

  @Test
  void anEchoWithoutACommandIsAnUnknownLine() {
    line.feed("AT+CSQ\r\n");
    assertEvents("unknown(AT+CSQ)");
  }

  @Test
  void anAnswerThatBeginsLikeTheEchoIsNotEatenAfterIt() {
    line.arm(ReplyShape.text(), "ATI");
    line.feed("ATI\r\nA\r\nAT\r\nOK\r\n");
    assertEvents("echo(ATI)", "reply(A)", "reply(AT)", "final(OK)");
  }

  @Test
  void aSingleLetterIsNoBeginningOfAnEcho() {
    line.arm(ReplyShape.text(), "ATI").feed("A\r\nOK\r\n");
    assertEvents("reply(A)", "final(OK)");
  }

  @Test
  void aLongerWordThanTheCommandIsNoEcho() {
    line.arm(ReplyShape.text(), "AT").feed("ATX\r\nAT+CSQ\r\nOK\r\n");
    assertEvents("reply(ATX)", "reply(AT+CSQ)", "final(OK)");
  }

  @Test
  void theEchoOfDataIsDropped() {
    sendPrompted("hello", true);
    line.feed("hello\r\nOK\r\n");
    assertEvents("prompt", "echo(hello)", "final(OK)");
  }

  @Test
  void dataIsNotEchoedByAModuleThatDoesNotEcho() {
    sendPrompted("OK", false);
    line.feed("\r\nOK\r\n");
    assertEvents("prompt", "final(OK)");
  }

  @Test
  void theEchoOfDataThatReadsOkIsNotTheResultAndTheResultIsNotAnEcho() {
    sendPrompted("OK", true);
    line.feed("OK\r\nOK\r\n");
    assertEvents("prompt", "echo(OK)", "final(OK)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OKAY", "O", "ERROR 5", "hello OK"})
  void dataThatBeginsLikeTheResultDoesNotEatIt(String data) {
    sendPrompted(data, true);
    line.feed(data + "\r\nOK\r\n");
    assertEvents("prompt", "echo(" + data + ")", "final(OK)");
  }

  @Test
  void aResultIsNotTheBeginningOfTheEchoOfData() {
    sendPrompted("OKAY", true);
    line.feed("\r\nOK\r\n");
    assertEvents("prompt", "final(OK)");
  }

  @Test
  void aPayloadThatLooksLikeTheEchoIsNotEaten() {
    line.arm(ReplyShape.none(), "AT+X=1");
    line.feed("\r\n+ECMTRECV: 0,1,\"t\",\r\nAT+X=1\r\n\r\nOK\r\n");
    assertEvents("urc?(+ECMTRECV: 0,1,\"t\",\r\nAT+X=1)", "final?(OK)");
  }

  private void sendPrompted(String data, boolean echo) {
    line.arm(ReplyShape.none(), "AT+P=1").armPrompt(data.getBytes(ISO_8859_1));
    line.feed((echo ? "AT+P=1" : "") + "\r\n> ");
    if (echo) {
      assertEquals("echo(AT+P=1)", line.events.remove(0));
    }
  }

  // ---- units ----

  @Test
  void aMessageMayComeInsideAnAnswer() {
    line.arm(REGISTRATION, "AT+CEREG?");
    line.feed("\r\n+ECMTRECV: 0,1,\"t\",OK\r\n\r\n+CEREG: 2,1\r\n\r\nOK\r\n");
    assertEvents("urc?(+ECMTRECV: 0,1,\"t\",OK)", "reply?(+CEREG: 2,1)", "final?(OK)");
  }

  @Test
  void blanksAtTheEndsOfAMessageAreKept() {
    line.feed("\r\n+ECMTRECV: 0,1,\"t\", x \r\n").silence();
    assertEvents("urc(+ECMTRECV: 0,1,\"t\", x )");
  }

  @Test
  void aUnitThatCannotBeDecodedGoesToTheCatchAllWhole() {
    UrcType<Integer> type = UrcType.unit("+N", text -> text.fields().nextInt());
    line.urc(type).feed("+N: x\r\ny\r\n").silence();
    assertEvents("unknown?(+N: x\r\ny)");
  }

  @Test
  void aUnitNameWithoutItsColonIsALine() {
    line.feed("+ECMTRECV\r\n+ECMTRECVX: 1\r\n");
    assertEvents("urc(+ECMTRECV)", "unknown(+ECMTRECVX: 1)");
  }

  private void assertEvents(String... expected) {
    assertEquals(List.of(expected), line.events);
  }
}
