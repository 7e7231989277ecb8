/// Short lessons on the words of the trade, from text files, laid out for a terminal.
@NullMarked
package lockstep.cli.explain;

import org.jspecify.annotations.NullMarked;
