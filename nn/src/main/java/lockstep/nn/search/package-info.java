/// Looks for settings that train well: all of a grid, or drawn at random, with those that fall
/// behind stopped early. What was tried is kept in a file, so that a search that was stopped goes
/// on.
@NullMarked
package lockstep.nn.search;

import org.jspecify.annotations.NullMarked;
