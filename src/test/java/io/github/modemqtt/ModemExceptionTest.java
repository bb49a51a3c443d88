package io.github.modemqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ModemExceptionTest {
  @Test
  void carriesWhatHappenedAndWhatToDo() {
    ModemException failure = new ModemException("the line is silent", "check the cable");

    assertEquals("the line is silent", failure.getMessage());
    assertEquals("check the cable", failure.remedy());
  }
}
