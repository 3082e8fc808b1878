# Plain comments as Doxygen's: that of the file, those before a declaration, programs in them, and those behind one.
1s,^// (.*),/// @file\n/// \1,
1s,^/\* (.*),/** @file\n * \1,
s,^( *)/\* ([^-].*),\1/** \2,
s,^( *)//( |$),\1///\2,
s,^( *)///   (\S),\1///       \2,
s,^ \*   (\S), *       \1,
/^ *\/\/\//b
s,^(.*\S) +// ,\1 ///< ,
s,^(.*;) +/\* ,\1 /**< ,
