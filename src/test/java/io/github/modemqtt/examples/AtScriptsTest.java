package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.testsupport.CarefulDriver;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transport.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AtScriptsTest {
  private static final Path FOLDER = Path.of("at-scripts");

  @TestFactory
  Stream<DynamicTest> eachScriptRunsAndIsListed() throws IOException {
    List<Path> scripts;
    try (Stream<Path> files = Files.list(FOLDER)) {
      scripts = files.filter(file -> file.toString().endsWith(".at")).sorted().toList();
    }
    assertFalse(scripts.isEmpty());
    String readme = Files.readString(FOLDER.resolve("README.md"));
    return scripts.stream()
        .map(
            script ->
                dynamicTest(
                    script.getFileName().toString(),
                    () -> {
                      run(script);
                      assertTrue(readme.contains("`" + script.getFileName() + "`"));
                    }));
  }

  private static void run(Path script) throws IOException {
    MemoryTransport.Pair line = MemoryTransport.pair(script.toString());
    try (EmulatedModule module = RecordedModules.builder(line.module()).build();
        AtChannel channel = AtChannel.open(line.host())) {
      module.start();
      Files.readAllLines(script).stream()
          .map(String::strip)
          .filter(command -> !command.isEmpty() && !command.startsWith("#"))
          .forEach(command -> channel.execute(new AnyCommand(command)));
      CarefulDriver.close(module);
    }
  }

  private record AnyCommand(String text) implements AtCommand<Integer> {
    @Override
    public CommandLine line() {
      return CommandLine.of(text);
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.text();
    }

    @Override
    public Integer decode(Reply reply) {
      return reply.lines().size();
    }
  }
}
