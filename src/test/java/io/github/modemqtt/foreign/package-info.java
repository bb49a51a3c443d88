/** Programs that know nothing of this project drive a module in software. */
@NullMarked
package io.github.modemqtt.foreign;

import org.jspecify.annotations.NullMarked;
