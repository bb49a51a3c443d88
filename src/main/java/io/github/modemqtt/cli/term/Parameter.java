package io.github.modemqtt.cli.term;

/**
 * One parameter of a command.
 *
 * @param name what it is called
 * @param range which values it takes
 * @param meaning what they mean
 * @param optional whether it may be left out
 */
record Parameter(String name, String range, String meaning, boolean optional) {

  String syntax() {
    return isText() ? "\"<" + name + ">\"" : "<" + name + ">";
  }

  private boolean isText() {
    return range.startsWith("text") || range.endsWith("bits") || range.endsWith("digits");
  }

  String explained() {
    return name + (optional ? " (optional)" : "") + "  " + range + "  " + meaning;
  }
}
