package io.github.modemqtt.modem;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the operator is chosen, and which one it is: 27.007 section 7.3.
 *
 * @param mode 0: automatically, 1: by hand, 2: not at all, 4: by hand, else automatically
 * @param format what {@code name} is. 0: the long name, 1: the short name, 2: the number
 * @param name the operator, if the module is registered
 * @param accessTechnology 7: LTE, 9: NB-IoT; see 27.007 for more
 */
public record CurrentOperator(
    int mode, OptionalInt format, Optional<String> name, OptionalInt accessTechnology) {}
