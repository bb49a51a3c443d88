/** Notes what a careful host must not do; has no influence on the module. */
@NullMarked
package io.github.modemqtt.emulator.internal.audit;

import org.jspecify.annotations.NullMarked;
