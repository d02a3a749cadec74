// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/personality/network_wish.h"
#include "kid/personality/root_files.h"

namespace cid {

/// /etc/network/interfaces with a part that is notP's, between two lines that say so. What it says of cards by name is
/// put aside as comments while notP's part is there: two stanzas would configure one card. All other lines stay.
class InterfacesFile
{
public:
    explicit InterfacesFile(const RootFiles &files)
        : m_files(files)
    { }

    static constexpr char path[] = "etc/network/interfaces";

    /// Whether it, or what it includes, has stanzas for anything but lo.
    [[nodiscard]] static bool configuresCards(const RootFiles &files);
    /// Puts \a stanzas into it, and puts cards aside, also in the files that it includes.
    [[nodiscard]] Status set(const QByteArray &stanzas) const;
    /// As it was before set().
    [[nodiscard]] Status restore() const;

private:
    const RootFiles &m_files;
};

/// As set() wants them. \a card is its name, for a program that knows no hardware addresses; empty: it does.
[[nodiscard]] QByteArray interfacesStanzas(const NetworkWish &wish, const QByteArray &card);

} // namespace cid
