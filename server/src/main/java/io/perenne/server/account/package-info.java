// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Who somebody is and what they may do: users, passwords, sessions, keys, and the record of it. */
@NullMarked
package io.perenne.server.account;

import org.jspecify.annotations.NullMarked;
