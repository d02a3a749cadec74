// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/image_facts.h"

#include "gui/widgets/theme.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLocale>

namespace cid {

using namespace Qt::StringLiterals;

ImageFacts::ImageFacts(Session &session, QWidget *parent)
    : QTreeWidget(parent)
    , m_session(session)
{
    setAccessibleName(tr("Facts about the image"));
    setHeaderLabels({tr("What"), tr("Value")});
    setAlternatingRowColors(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setColumnWidth(0, fontMetrics().averageCharWidth() * 36);
    connect(&session, &Session::imagesChanged, this, [this] { setImages(m_image, m_other); });
}

void ImageFacts::setImages(const ImageId &image, const ImageId &other)
{
    m_image = image;
    m_other = other;
    m_isAsked = false;
    if (isVisible())
        ask();
}

void ImageFacts::showEvent(QShowEvent *event)
{
    QTreeWidget::showEvent(event);
    if (!m_isAsked)
        ask();
}

void ImageFacts::ask()
{
    ++m_turn;
    clear();
    m_changes.clear();
    if (m_image.isNull() || !m_session.client().isConnected())
        return;
    m_isAsked = true;
    m_session.client().ask<ImageDetail>(ImageShowRequest{m_image.toString()},
                                        [self = QPointer(this), turn = m_turn](const Result<ImageDetail> &detail) {
                                            if (!self || self->m_turn != turn)
                                                return;
                                            if (!detail) {
                                                Q_EMIT self->said(detail.error().text);
                                                return;
                                            }
                                            self->showDetail(*detail);
                                            if (!self->m_other.isNull())
                                                self->askDifference();
                                        });
}

void ImageFacts::askDifference()
{
    m_session.client().follow<ImageDiffReply>(
        ImageDiffRequest{m_other.toString(), m_image.toString()},
        [self = QPointer(this), turn = m_turn](const Result<ImageDiffReply> &difference) {
            if (!self || self->m_turn != turn)
                return false;
            if (!difference) {
                Q_EMIT self->said(difference.error().text);
                return false;
            }
            self->m_changes += difference->packages;
            if (difference->last)
                self->showDifference(*difference);
            return !difference->last;
        });
}

QTreeWidgetItem *ImageFacts::addFact(const QString &name, const QString &value)
{
    auto *item = new QTreeWidgetItem({name, value});
    item->setToolTip(1, value);
    addTopLevelItem(item);
    return item;
}

void ImageFacts::showDetail(const ImageDetail &detail)
{
    const CatalogueImage &image = detail.image;
    const QLocale locale;
    addFact(tr("Image"), image.isCurrent ? tr("%1 (current)").arg(image.id.toString()) : image.id.toString());
    addFact(tr("File on the server"), detail.path);
    addFact(tr("Made"), locale.toString(QDateTime::fromMSecsSinceEpoch(image.madeAt), QLocale::ShortFormat));
    addFact(tr("Packed"), locale.formattedDataSize(image.packedSize));
    addFact(tr("Unpacked"), locale.formattedDataSize(image.unpackedSize));
    addFact(tr("Files"), locale.toString(image.entries));
    addFact(tr("Chunks"), locale.toString(image.chunks));
    addFact(tr("Architecture"), image.arch);
    addFact(tr("Digest"), QString::fromLatin1(image.digest.toHex()));
    QTreeWidgetItem *signature = addFact(tr("Signature"), detail.signature);
    if (!image.signedBy.isEmpty())
        signature->setForeground(1, accentColour(Accent::Good, palette()));
    else if (detail.definition.requireSignature)
        signature->setForeground(1, accentColour(Accent::Bad, palette()));
    addFact(tr("Packages"), detail.packages < 0 ? tr("not listed") : locale.toString(detail.packages));
    addFact(tr("Runs on"), foldHostList(detail.running));
    addFact(tr("On the way to"), foldHostList(detail.deploying));
}

void ImageFacts::showDifference(const ImageDiffReply &difference)
{
    addFact(tr("A node that has %1 fetches").arg(m_other.toString()),
            QLocale().formattedDataSize(difference.bytesToFetch));
    QTreeWidgetItem *packages = addFact(
        tr("Packages that differ"), difference.packagesKnown ? QLocale().toString(m_changes.size()) : tr("not listed"));
    for (const PackageChange &change : std::as_const(m_changes)) {
        const QString before = change.before.isEmpty() ? tr("not there") : change.before;
        const QString after = change.after.isEmpty() ? tr("not there") : change.after;
        packages->addChild(new QTreeWidgetItem({change.name, before + u" → "_s + after}));
    }
    packages->setExpanded(true);
}

} // namespace cid
