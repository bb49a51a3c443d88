package io.github.modemqtt.testing;

import io.github.modemqtt.transcript.Redaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a mock expects and what it always answers, and how that went. Not thread-safe. */
final class MockScript {
  private static final int MAX_PROBLEMS = 100;
  private static final int SHOWN_COMMANDS = 20;

  private record Rule(String shown, Predicate<String> commands, MockReply reply) {}

  private final ArrayDeque<Rule> expected = new ArrayDeque<>();
  private final ArrayDeque<Rule> always = new ArrayDeque<>();
  private final List<String> unexpected = new ArrayList<>();
  private final List<String> otherProblems = new ArrayList<>();

  MockReply expect(String shown, Predicate<String> commands) {
    Rule rule = new Rule(shown, commands, new MockReply());
    expected.add(rule);
    return rule.reply();
  }

  MockReply always(String shown, Predicate<String> commands) {
    Rule rule = new Rule(shown, commands, new MockReply());
    always.addFirst(rule);
    return rule.reply();
  }

  /** What to do on a command; {@code null} if nobody expected it. */
  @Nullable MockReply next(String command) {
    Rule head = expected.peek();
    if (head != null && head.commands().test(command)) {
      return expected.remove().reply();
    }
    for (Rule rule : always) {
      if (rule.commands().test(command)) {
        return rule.reply();
      }
    }
    String next = head == null ? "nothing more" : head.shown();
    note(unexpected, shown(command) + "   (expected then: " + shown(next) + ")");
    return null;
  }

  void problem(String sentence) {
    note(otherProblems, sentence);
  }

  private static void note(List<String> problems, String problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    }
  }

  /** The differences between expected and seen, or {@code null} if there are none. */
  @Nullable String report(List<String> commands) {
    if (expected.isEmpty() && unexpected.isEmpty() && otherProblems.isEmpty()) {
      return null;
    }
    StringBuilder report = new StringBuilder("The dialogue was another one than expected");
    section(report, "expected and not seen", expected.stream().map(r -> shown(r.shown())).toList());
    section(report, "seen and not expected", unexpected);
    section(report, "wrong in another way", otherProblems);
    section(report, "all commands, at most the last " + SHOWN_COMMANDS, last(commands));
    return report.toString();
  }

  private static List<String> last(List<String> commands) {
    return commands.stream()
        .skip(Math.max(0, commands.size() - SHOWN_COMMANDS))
        .map(MockScript::shown)
        .toList();
  }

  private static void section(StringBuilder report, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      report.append("\n  ").append(title).append(":");
      report.append(lines.stream().map(line -> "\n    " + line).collect(Collectors.joining()));
    }
  }

  static String shown(String command) {
    return Redaction.withoutSecrets(command);
  }
}
