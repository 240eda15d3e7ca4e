// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import io.perenne.clv.words.Language;
import io.perenne.server.account.Change;
import io.perenne.server.account.Permission;
import java.util.Set;

/**
 * Whoever an assistant works for.
 *
 * @param who and from where, as the record of changes shows it
 * @param permissions what they may do
 * @param language of the texts
 */
record Caller(Change who, Set<Permission> permissions, Language language) {
  Caller {
    permissions = Set.copyOf(permissions);
  }
}
