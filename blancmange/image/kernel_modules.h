// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/image/image_tree.h"
#include "common/system/process_runner.h"

#include <QSet>
#include <QStringList>

#include <functional>

namespace cid {

/// What is asked of a kernel's modules.
struct ModuleWish
{
    QString folder; ///< .../lib/modules/VERSION with the kernel's modules
    QStringList names;
    QStringList groups; ///< network, storage, usb, filesystems, virtual
    QStringList modaliasFiles; ///< what machines have: one modalias a line
    QStringList firmwareRoots; ///< roots that hold usr/lib/firmware
    QStringList firmware; ///< patterns below usr/lib/firmware
    std::function<void(const QString &)> warn = {}; ///< told of each driver whose firmware is not there
};

/// "6.1.0-40-amd64", from the folder's name.
[[nodiscard]] QString kernelVersion(const QString &folder);

/// Modules as modules.dep lists them, by name with - for _: path and the paths that they depend on.
class ModuleIndex
{
public:
    /// depmod is run where \a folder has no modules.dep. Io "modules.none".
    [[nodiscard]] static Result<ModuleIndex> load(const QString &folder, const QString &scratch, ProcessRunner &runner);

    /// The paths (below the folder) of what \a wish names, with all that they depend on, sorted. NotFound
    /// "modules.unknown" for a name that the kernel neither has as a module nor built in; Invalid "modules.nothing"
    /// for a list of hardware that holds no line that looks like hardware.
    [[nodiscard]] Result<QStringList> choose(const ModuleWish &wish) const;

private:
    void addWithDependencies(const QString &path, QSet<QString> &chosen) const;
    /// The paths of what has that name, or an alias that stands for it; none for what is built in.
    [[nodiscard]] QStringList named(const QString &name) const;
    [[nodiscard]] Status addMachines(const ModuleWish &wish, QSet<QString> &chosen) const;

    QMap<QString, QStringList> m_dependencies; ///< path to the paths it needs
    QMap<QString, QStringList> m_softDependencies; ///< name to the names that it asks for by itself when it starts
    QMap<QString, QString> m_paths; ///< name to path
    QSet<QString> m_builtIn;
    QList<std::pair<QByteArray, QString>> m_aliases; ///< pattern and name
};

/// Puts them into the tree, unpacked, with the tables that modprobe reads, and the firmware.
[[nodiscard]] Status addModules(ImageTree &tree, const ModuleWish &wish, const QString &scratch, ProcessRunner &runner);

} // namespace cid
