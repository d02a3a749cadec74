<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
    <context>
        <name>SavedServer</name>
        <message>
            <source>"%1" is no address: use host or host:port</source>
            <translation>「%1」はアドレスではありません：ホスト または ホスト:ポート</translation>
        </message>
        <message>
            <source>Name the server: host or host:port</source>
            <translation>サーバーを指定してください：ホスト または ホスト:ポート</translation>
        </message>
        <message>
            <source>A key is %1 hexadecimal digits; this has %2 characters</source>
            <translation>鍵は 16 進数 %1 桁です。これは %2 文字です</translation>
        </message>
    </context>
    <context>
        <name>StateLook</name>
        <message>
            <source>Never heard of</source>
            <translation>未確認</translation>
        </message>
        <message>
            <source>Discovered</source>
            <translation>発見</translation>
        </message>
        <message>
            <source>Netbooted</source>
            <translation>ネットブート</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>未許可</translation>
        </message>
        <message>
            <source>Partitioning</source>
            <translation>パーティション作成</translation>
        </message>
        <message>
            <source>Installing Blancmange</source>
            <translation>Blancmange を導入</translation>
        </message>
        <message>
            <source>Rebooting (1)</source>
            <translation>再起動 (1)</translation>
        </message>
        <message>
            <source>In Blancmange</source>
            <translation>Blancmange 内</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>インストール中</translation>
        </message>
        <message>
            <source>Configuring</source>
            <translation>設定中</translation>
        </message>
        <message>
            <source>Boot loader</source>
            <translation>ブートローダー</translation>
        </message>
        <message>
            <source>Rebooting (2)</source>
            <translation>再起動 (2)</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>実行中</translation>
        </message>
        <message>
            <source>Armed</source>
            <translation>準備完了</translation>
        </message>
        <message>
            <source>Rebooting to Blancmange</source>
            <translation>Blancmange へ再起動</translation>
        </message>
        <message>
            <source>Switching image</source>
            <translation>イメージ切替</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>不明</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>準備中</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>待機中</translation>
        </message>
        <message>
            <source>Under way</source>
            <translation>進行中</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完了</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>取り消し</translation>
        </message>
    </context>
    <context>
        <name>cid::AdoptDialog</name>
        <message>
            <source>Machines that have no name yet</source>
            <translation>名前のないマシン</translation>
        </message>
        <message>
            <source>MAC</source>
            <translation>MAC</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>アドレス</translation>
        </message>
        <message>
            <source>First seen</source>
            <translation>初回確認</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>プロセッサー</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>メモリ</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>新しい名前</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Adopt</source>
            <translation>登録</translation>
        </message>
        <message>
            <source>The ticked machines get these names, in the order of power-on:</source>
            <translation>選択したマシンに電源投入順で次の名前を付けます：</translation>
        </message>
        <message>
            <source>There are none: every machine that has connected has a name.</source>
            <translation>ありません：接続したマシンはすべて名前があります。</translation>
        </message>
    </context>
    <context>
        <name>cid::CommandPalette</name>
        <message>
            <source>Commands</source>
            <translation>コマンド</translation>
        </message>
        <message>
            <source>What do you want to do?</source>
            <translation>何をしますか？</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>コマンド</translation>
        </message>
        <message>
            <source>Commands that fit</source>
            <translation>一致するコマンド</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectPage</name>
        <message>
            <source>New server</source>
            <translation>新しいサーバー</translation>
        </message>
        <message>
            <source>Forget this server</source>
            <translation>このサーバーを忘れる</translation>
        </message>
        <message>
            <source>Take this machine's cid.conf</source>
            <translation>このマシンの cid.conf を使う</translation>
        </message>
        <message>
            <source>Saved servers</source>
            <translation>保存済みサーバー</translation>
        </message>
        <message>
            <source>cluster.example.org or host:port</source>
            <translation>cluster.example.org または ホスト:ポート</translation>
        </message>
        <message>
            <source>a file with the operator key</source>
            <translation>オペレーター鍵のファイル</translation>
        </message>
        <message>
            <source>Choose the key file</source>
            <translation>鍵ファイルを選択</translation>
        </message>
        <message>
            <source>or paste the key: it is kept in the desktop's keyring</source>
            <translation>または鍵を貼り付け：デスクトップのキーリングに保存されます</translation>
        </message>
        <message>
            <source>asked at the first contact</source>
            <translation>最初の接続時に確認します</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>接続</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>アドレス</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>鍵ファイル</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>鍵</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>フィンガープリント</translation>
        </message>
        <message>
            <source>Connect to a cidd</source>
            <translation>cidd に接続</translation>
        </message>
        <message>
            <source>Asking %1 who it is…</source>
            <translation>%1 に身元を確認しています…</translation>
        </message>
        <message>
            <source>A server that was never seen</source>
            <translation>初めてのサーバー</translation>
        </message>
        <message>
            <source>%1 was never connected to before. Is this its fingerprint?</source>
            <translation>%1 に接続したことはありません。これはそのフィンガープリントですか？</translation>
        </message>
        <message>
            <source>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;"cidd --genkey" prints it on the server. With a wrong one somebody else is listening there.</source>
            <translation>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;サーバーで「cidd --genkey」が表示します。異なる場合は別の誰かが待ち受けています。</translation>
        </message>
        <message>
            <source>Nothing was sent to the server.</source>
            <translation>サーバーには何も送信していません。</translation>
        </message>
        <message>
            <source>This cluster</source>
            <translation>このクラスター</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectionBanner</name>
        <message>
            <source>Try now</source>
            <translation>今すぐ再試行</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>接続</translation>
        </message>
        <message>
            <source>Not connected for %1; what you see is that old.</source>
            <translation>%1 の間未接続です。表示内容もその時点のものです。</translation>
        </message>
        <message>
            <source>Connecting to %1…</source>
            <translation>%1 に接続しています…</translation>
        </message>
    </context>
    <context>
        <name>cid::DeployDialog</name>
        <message>
            <source>Reinstall nodes</source>
            <translation>ノードを再インストール</translation>
        </message>
        <message>
            <source>Deploy an image</source>
            <translation>イメージを配備</translation>
        </message>
        <message>
            <source>Install anew also where the image already runs</source>
            <translation>既に実行中のノードにも再インストールする</translation>
        </message>
        <message>
            <source>Also nodes that jobs hold</source>
            <translation>ジョブが確保しているノードも含める</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>What happens</source>
            <translation>実行内容</translation>
        </message>
        <message>
            <source>What happens on which nodes</source>
            <translation>どのノードで何が起きるか</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>ノード数</translation>
        </message>
        <message>
            <source>Reinstall</source>
            <translation>再インストール</translation>
        </message>
        <message>
            <source>Deploy</source>
            <translation>配備</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>イメージ</translation>
        </message>
        <message>
            <source>nothing: it runs already</source>
            <translation>何もしない：既に実行中</translation>
        </message>
        <message>
            <source>install</source>
            <translation>インストール</translation>
        </message>
        <message>
            <source>switch to the slot that has it</source>
            <translation>それを持つスロットへ切り替え</translation>
        </message>
        <message>
            <source>cannot take part</source>
            <translation>参加できません</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s) will be brought into %1.</source>
            <translation>
                <numerusform>%n 台のノードを %1 にします。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n run(s) it already.</source>
            <translation>
                <numerusform>%n 台は既に実行中です。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cannot take part and will be left out.</source>
            <translation>
                <numerusform>%n 台は参加できず除外されます。</numerusform>
            </translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>多数です。台数 %1 を入力してください：</translation>
        </message>
        <message>
            <source>What is written, or why not</source>
            <translation>書き込む内容、または理由</translation>
        </message>
        <message>
            <source>install once it is up</source>
            <translation>起動したらインストール</translation>
        </message>
        <message>
            <source>the node has not told which disks it has</source>
            <translation>ノードはまだディスクを報告していません</translation>
        </message>
        <message>
            <source>no disk</source>
            <translation>ディスクなし</translation>
        </message>
        <message>
            <source>one slot of %1</source>
            <translation>%1 のスロット 1 つ</translation>
        </message>
        <message>
            <source>the other partitions stay</source>
            <translation>ほかのパーティションは残ります</translation>
        </message>
        <message>
            <source>all of %1 is divided anew</source>
            <translation>%1 全体を新しく分割</translation>
        </message>
        <message>
            <source>all of %1 is divided anew, but for %2</source>
            <translation>%1 を新しく分割（%2 は残します）</translation>
        </message>
    </context>
    <context>
        <name>cid::EventTable</name>
        <message>
            <source>Time</source>
            <translation>時刻</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>変化</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>所要時間</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>実行者</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>stage</source>
            <translation>段階</translation>
        </message>
        <message>
            <source>stage failed</source>
            <translation>段階の失敗</translation>
        </message>
        <message>
            <source>job</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>order</source>
            <translation>指示</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>拒否</translation>
        </message>
        <message>
            <source>enrolled</source>
            <translation>鍵を発行</translation>
        </message>
        <message>
            <source>adopted</source>
            <translation>名前を登録</translation>
        </message>
        <message>
            <source>conflict</source>
            <translation>衝突</translation>
        </message>
        <message>
            <source>file saved</source>
            <translation>ファイル保存</translation>
        </message>
        <message>
            <source>build begun</source>
            <translation>ビルド開始</translation>
        </message>
        <message>
            <source>built</source>
            <translation>ビルド完了</translation>
        </message>
        <message>
            <source>build failed</source>
            <translation>ビルド失敗</translation>
        </message>
        <message>
            <source>capture begun</source>
            <translation>取り込み開始</translation>
        </message>
        <message>
            <source>captured</source>
            <translation>取り込み完了</translation>
        </message>
        <message>
            <source>capture failed</source>
            <translation>取り込み失敗</translation>
        </message>
        <message>
            <source>capture cancelled</source>
            <translation>取り込み取り消し</translation>
        </message>
    </context>
    <context>
        <name>cid::EventsPage</name>
        <message>
            <source>Search the events</source>
            <translation>イベントを検索</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>イベント</translation>
        </message>
    </context>
    <context>
        <name>cid::FilterLine</name>
        <message>
            <source>Filter: rack3 stage:installing rate&lt;50 image:linux-1.*</source>
            <translation>フィルター：rack3 stage:installing rate&lt;50 image:linux-1.*</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>フィルター</translation>
        </message>
        <message>
            <source>Host lists, groups and terms such as stage:failed, is:busy, rate&lt;50</source>
            <translation>ノードリスト、グループ、stage:failed、is:busy、rate&lt;50 などの条件</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>保存済みフィルター</translation>
        </message>
        <message>
            <source>Forget this filter</source>
            <translation>このフィルターを忘れる</translation>
        </message>
        <message>
            <source>Save this filter</source>
            <translation>このフィルターを保存</translation>
        </message>
    </context>
    <context>
        <name>cid::HeatMap</name>
        <message>
            <source>Heat map of all nodes</source>
            <translation>全ノードのヒートマップ</translation>
        </message>
        <message>
            <source>Arrow keys move, Shift selects more, the node table shows the same nodes</source>
            <translation>矢印キーで移動、Shift で追加選択、ノード表にも同じノードが表示されます</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>（グループなし）</translation>
        </message>
        <message>
            <source>No nodes yet</source>
            <translation>まだノードがありません</translation>
        </message>
        <message>
            <source>%1 % at %2</source>
            <translation>%1 %（%2）</translation>
        </message>
        <message>
            <source>wanted: %1</source>
            <translation>目標：%1</translation>
        </message>
    </context>
    <context>
        <name>cid::JobPlot</name>
        <message>
            <source>The job over time</source>
            <translation>ジョブの推移</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>作業中</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>実行中</translation>
        </message>
        <message>
            <source>MB/s</source>
            <translation>MB/s</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>ノード</translation>
        </message>
    </context>
    <context>
        <name>cid::JobTable</name>
        <message>
            <source>Running</source>
            <translation>実行中</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完了</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>取り消し</translation>
        </message>
        <message>
            <source>operator</source>
            <translation>オペレーター</translation>
        </message>
        <message>
            <source>scheduler</source>
            <translation>スケジューラー</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>イメージ</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>対象</translation>
        </message>
        <message>
            <source>Asked by</source>
            <translation>要求元</translation>
        </message>
        <message>
            <source>Begun</source>
            <translation>開始</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>所要時間</translation>
        </message>
    </context>
    <context>
        <name>cid::JobsPage</name>
        <message>
            <source>Cancel this job…</source>
            <translation>このジョブを取り消す…</translation>
        </message>
        <message>
            <source>Show its nodes</source>
            <translation>ノードを表示</translation>
        </message>
        <message>
            <source>Replay</source>
            <translation>再生</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>Select a job</source>
            <translation>ジョブを選択</translation>
        </message>
        <message>
            <source>Moment of the replay</source>
            <translation>再生位置</translation>
        </message>
        <message>
            <source>Failures and stragglers</source>
            <translation>失敗と遅延ノード</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>対象</translation>
        </message>
        <message numerus="yes">
            <source>Job %1: %2 on %n node(s) — %3</source>
            <translation>
                <numerusform>ジョブ %1：%2、%n 台 — %3</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>取り消し</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Over three times as slow as the others</source>
            <translation>他より三倍以上遅い</translation>
        </message>
        <message>
            <source>%1: %2 busy, %3 running, %4 failed</source>
            <translation>%1：作業中 %2、実行中 %3、失敗 %4</translation>
        </message>
        <message>
            <source>Cancel a job</source>
            <translation>ジョブの取り消し</translation>
        </message>
        <message>
            <source>Cancel job %1?</source>
            <translation>ジョブ %1 を取り消しますか？</translation>
        </message>
        <message>
            <source>Its nodes stay where they are: %1</source>
            <translation>ノードは現在の状態のままです：%1</translation>
        </message>
        <message>
            <source>Cancel the job</source>
            <translation>ジョブを取り消す</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>そのままにする</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>ジョブ %1 を取り消しました。</translation>
        </message>
    </context>
    <context>
        <name>cid::KeyVault</name>
        <message>
            <source>No key is kept for %1</source>
            <translation>%1 の鍵は保存されていません</translation>
        </message>
        <message>
            <source>%1 can be read by others: chmod 600 it, and make a new key if it was so for long</source>
            <translation>%1 は他人が読めます。chmod 600 し、長期間なら鍵を作り直してください</translation>
        </message>
    </context>
    <context>
        <name>cid::MainWindow</name>
        <message>
            <source>Pages</source>
            <translation>ページ</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>接続</translation>
        </message>
        <message>
            <source>&amp;Console</source>
            <translation>コンソール(&amp;C)</translation>
        </message>
        <message>
            <source>All commands…</source>
            <translation>すべてのコマンド…</translation>
        </message>
        <message>
            <source>Let cidd read its files again</source>
            <translation>cidd にファイルを再読込させる</translation>
        </message>
        <message>
            <source>cidd has read its files again.</source>
            <translation>cidd がファイルを再読込しました。</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>終了</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>表示(&amp;V)</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>システムに従う</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>ライト</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>ダーク</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>ヘルプ(&amp;H)</translation>
        </message>
        <message>
            <source>About cid-console</source>
            <translation>cid-console について</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;The operator's desktop of notP.&lt;/p&gt;&lt;p&gt;Qt %2, server: %3&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
            <translation>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;notP のオペレーター用デスクトップ。&lt;/p&gt;&lt;p&gt;Qt %2、サーバー：%3&lt;/p&gt;&lt;p&gt;GNU General Public License バージョン 3 以降に基づく自由ソフトウェアです。&lt;/p&gt;</translation>
        </message>
        <message>
            <source>none</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>%1 — cid-console</source>
            <translation>%1 — cid-console</translation>
        </message>
        <message>
            <source>Demonstration</source>
            <translation>デモ</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>言語(&amp;L)</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>設定…</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>イベント</translation>
        </message>
        <message>
            <source>Job %1 is over: %2</source>
            <translation>ジョブ %1 が終了：%2</translation>
        </message>
        <message>
            <source>%1 % of the nodes have failed</source>
            <translation>ノードの %1 % が失敗しました</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>イメージ</translation>
        </message>
        <message>
            <source>Blancmange</source>
            <translation>Blancmange</translation>
        </message>
    </context>
    <context>
        <name>cid::NodePane</name>
        <message>
            <source>Log</source>
            <translation>ログ</translation>
        </message>
        <message>
            <source>Search the log</source>
            <translation>ログを検索</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>ハードウェア</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>部品</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>値</translation>
        </message>
        <message>
            <source>Deployments</source>
            <translation>配備履歴</translation>
        </message>
        <message>
            <source>When</source>
            <translation>日時</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>イメージ</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>所要時間</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>Stages</source>
            <translation>段階</translation>
        </message>
        <message>
            <source>History</source>
            <translation>履歴</translation>
        </message>
        <message>
            <source>Select a node</source>
            <translation>ノードを選択</translation>
        </message>
        <message>
            <source>%1 — %2</source>
            <translation>%1 — %2</translation>
        </message>
        <message>
            <source>runs %1</source>
            <translation>%1 を実行中</translation>
        </message>
        <message>
            <source>wanted %1 (attempt %2)</source>
            <translation>目標 %1（試行 %2）</translation>
        </message>
        <message>
            <source>job %1</source>
            <translation>ジョブ %1</translation>
        </message>
        <message>
            <source>%1, not connected</source>
            <translation>%1、未接続</translation>
        </message>
        <message>
            <source>Failed in "%1": %2</source>
            <translation>「%1」で失敗：%2</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>プロセッサー</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>メモリ</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>ネットワーク</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>レイアウト</translation>
        </message>
        <message>
            <source>Disk wanted</source>
            <translation>指定ディスク</translation>
        </message>
        <message>
            <source>the only one</source>
            <translation>唯一のもの</translation>
        </message>
        <message>
            <source>Default image</source>
            <translation>既定のイメージ</translation>
        </message>
        <message>
            <source>About the node</source>
            <translation>ノードの詳細</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>ディスク</translation>
        </message>
    </context>
    <context>
        <name>cid::NodeTable</name>
        <message>
            <source>%1 MB/s</source>
            <translation>%1 MB/s</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 時間 %2 分</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 日 %2 時間</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>グループ</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>段階</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>進捗</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>Trend</source>
            <translation>推移</translation>
        </message>
        <message>
            <source>Time left</source>
            <translation>残り時間</translation>
        </message>
        <message>
            <source>In stage</source>
            <translation>段階の経過</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>イメージ</translation>
        </message>
        <message>
            <source>Wanted</source>
            <translation>目標</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>最終確認</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>アドレス</translation>
        </message>
        <message>
            <source>Attempt</source>
            <translation>試行</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>never</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>now</source>
            <translation>現在</translation>
        </message>
        <message>
            <source>%1 ago</source>
            <translation>%1 前</translation>
        </message>
        <message>
            <source>%1 (drifted?)</source>
            <translation>%1（変化？）</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>（グループなし）</translation>
        </message>
        <message numerus="yes">
            <source>%1: %n node(s)</source>
            <translation>
                <numerusform>%1：%n 台</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n busy</source>
            <translation>
                <numerusform>作業中 %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed or lost</source>
            <translation>
                <numerusform>失敗・不明 %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::NodeView</name>
        <message>
            <source>Nodes</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Columns…</source>
            <translation>列…</translation>
        </message>
    </context>
    <context>
        <name>cid::NodesPage</name>
        <message numerus="yes">
            <source>Job %1 has begun on %n node(s).</source>
            <translation>
                <numerusform>ジョブ %1 が %n 台で始まりました。</numerusform>
            </translation>
        </message>
        <message>
            <source>None of the selected nodes belongs to a job.</source>
            <translation>選択したノードはどのジョブにも属していません。</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Cancel jobs</source>
            <translation>ジョブの取り消し</translation>
        </message>
        <message numerus="yes">
            <source>Cancel %n job(s), on all of their nodes?</source>
            <translation>
                <numerusform>%n 件のジョブを全ノードで取り消しますか？</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel the jobs</source>
            <translation>ジョブを取り消す</translation>
        </message>
        <message>
            <source>Leave them</source>
            <translation>そのままにする</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>ジョブ %1 を取り消しました。</translation>
        </message>
        <message>
            <source>%1 has not told which disks it has.</source>
            <translation>%1 はディスクを報告していません。</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>notP のもの</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>空</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>他のもの：%1</translation>
        </message>
        <message>
            <source>Allow one wipe on %1</source>
            <translation>%1 の消去を一度許可</translation>
        </message>
        <message>
            <source>The next installation may erase one disk of %1, whatever is on it:

%2

Type the serial number of that disk:</source>
            <translation>次回のインストールは %1 のディスク 1 台を内容に関わらず消去できます：

%2

そのディスクのシリアル番号を入力してください：</translation>
        </message>
        <message>
            <source>%1 has no disk with the serial number "%2": nothing was allowed.</source>
            <translation>%1 にシリアル番号「%2」のディスクはありません。何も許可していません。</translation>
        </message>
        <message>
            <source>%1 may be wiped once.</source>
            <translation>%1 は一度だけ消去できます。</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>コピーしました：%1</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>書き込みました：%1</translation>
        </message>
        <message>
            <source>Export the heat map</source>
            <translation>ヒートマップを書き出す</translation>
        </message>
        <message>
            <source>SVG (*.svg);;PNG (*.png)</source>
            <translation>SVG (*.svg);;PNG (*.png)</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>%1 に書き込めません。</translation>
        </message>
        <message>
            <source>Deploy…</source>
            <translation>配備…</translation>
        </message>
        <message>
            <source>Reinstall…</source>
            <translation>再インストール…</translation>
        </message>
        <message>
            <source>Cancel their jobs…</source>
            <translation>ジョブを取り消す…</translation>
        </message>
        <message>
            <source>Allow a wipe…</source>
            <translation>消去を許可…</translation>
        </message>
        <message>
            <source>Open a shell</source>
            <translation>シェルを開く</translation>
        </message>
        <message>
            <source>Copy the host list</source>
            <translation>ノードリストをコピー</translation>
        </message>
        <message>
            <source>Select all that match</source>
            <translation>一致するものをすべて選択</translation>
        </message>
        <message>
            <source>Export the heat map…</source>
            <translation>ヒートマップを書き出す…</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>表</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>ヒートマップ</translation>
        </message>
        <message>
            <source>By group</source>
            <translation>グループ別</translation>
        </message>
        <message>
            <source>Filter the nodes</source>
            <translation>ノードを絞り込む</translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n 台選択</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message numerus="yes">
            <source>%n machine(s) now have a name.</source>
            <translation>
                <numerusform>%n 台のマシンに名前を付けました。</numerusform>
            </translation>
        </message>
        <message>
            <source>Adopt machines…</source>
            <translation>マシンを登録…</translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 を取り込みました。</translation>
        </message>
        <message>
            <source>Set a power command in the settings first.</source>
            <translation>先に設定で電源コマンドを指定してください。</translation>
        </message>
        <message>
            <source>Capture…</source>
            <translation>取り込み…</translation>
        </message>
        <message>
            <source>Open the serial console</source>
            <translation>シリアルコンソールを開く</translation>
        </message>
        <message>
            <source>Power…</source>
            <translation>電源…</translation>
        </message>
        <message numerus="yes">
            <source>Opened for the first %n node(s) only.</source>
            <translation>
                <numerusform>最初の %n ノードについてのみ開きました。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::SettingsDialog</name>
        <message>
            <source>Tell when a job is over</source>
            <translation>ジョブ終了時に通知</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>設定</translation>
        </message>
        <message>
            <source>Type the number above</source>
            <translation>入力確認を求める台数</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Warn when more have failed</source>
            <translation>失敗がこれを超えたら警告</translation>
        </message>
        <message>
            <source>Command of a shell</source>
            <translation>シェルのコマンド</translation>
        </message>
        <message>
            <source>Command of a serial console</source>
            <translation>シリアルコンソールのコマンド</translation>
        </message>
        <message>
            <source>Power command</source>
            <translation>電源コマンド</translation>
        </message>
        <message>
            <source>The commands run on this machine. %n stands for the node's name; %a for on, off or cycle.</source>
            <translation>コマンドはこのマシンで実行されます。%n はノード名、%a は on・off・cycle です。</translation>
        </message>
    </context>
    <context>
        <name>cid::StageStrip</name>
        <message>
            <source>Nodes by stage</source>
            <translation>段階別ノード</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完了</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>待機</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失敗</translation>
        </message>
    </context>
    <context>
        <name>cid::StateBar</name>
        <message>
            <source>All</source>
            <translation>すべて</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>実行中</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>作業中</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>未許可</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>不明</translation>
        </message>
    </context>
    <context>
        <name>cid::TimelineView</name>
        <message>
            <source>Stages of this deployment</source>
            <translation>この配備の段階</translation>
        </message>
        <message>
            <source>No deployment yet</source>
            <translation>まだ配備がありません</translation>
        </message>
        <message>
            <source>| median of this job's nodes</source>
            <translation>| このジョブのノードの中央値</translation>
        </message>
    </context>
    <context>
        <name>cid::BlancmangePage</name>
        <message>
            <source>Build</source>
            <translation>ビルド</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildPane</name>
        <message>
            <source>Cancel the build</source>
            <translation>ビルドを取り消す</translation>
        </message>
        <message>
            <source>The same once more…</source>
            <translation>同じものをもう一度…</translation>
        </message>
        <message>
            <source>Copy the command</source>
            <translation>コマンドをコピー</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>ビルド</translation>
        </message>
        <message>
            <source>Log of the build</source>
            <translation>ビルドのログ</translation>
        </message>
        <message>
            <source>Progress of the build</source>
            <translation>ビルドの進捗</translation>
        </message>
        <message>
            <source>%1 % · %2 left</source>
            <translation>%1 % · 残り %2</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildSteps</name>
        <message>
            <source>1. Get packages</source>
            <translation>1. パッケージ取得</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. パッケージ構築</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. 組み立て</translation>
        </message>
        <message>
            <source>Publish…</source>
            <translation>公開…</translation>
        </message>
        <message>
            <source>Newest versions</source>
            <translation>最新版</translation>
        </message>
        <message>
            <source>Step 1 takes what the mirror offers now, whatever the lock file says</source>
            <translation>手順 1 はロックファイルに関係なくミラーの現在の版を使います</translation>
        </message>
        <message>
            <source>%1 (%2, %3)</source>
            <translation>%1（%2、%3）</translation>
        </message>
        <message>
            <source>%1: nothing yet</source>
            <translation>%1：まだありません</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>作成</translation>
        </message>
        <message>
            <source>Published</source>
            <translation>公開済み</translation>
        </message>
        <message>
            <source>Fetched and built before: %1</source>
            <translation>取得・構築済み：%1</translation>
        </message>
        <message>
            <source>I know: root's password in this Blancmange is "t00r", as shipped.</source>
            <translation>承知しています：この Blancmange の root のパスワードは出荷時の「t00r」です。</translation>
        </message>
        <message>
            <source>Acknowledge the warnings first</source>
            <translation>先に警告を確認してください</translation>
        </message>
        <message>
            <source>Publish Blancmange</source>
            <translation>Blancmange を公開</translation>
        </message>
        <message>
            <source>Machines that start from the network from now on get this Blancmange. What they got so far is kept beside it. Go on?</source>
            <translation>今後ネットワークから起動するマシンはこの Blancmange を受け取ります。これまでのものは隣に残ります。続けますか？</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>公開</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildTable</name>
        <message>
            <source>Image %1</source>
            <translation>イメージ %1</translation>
        </message>
        <message>
            <source>1. Get packages</source>
            <translation>1. パッケージ取得</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. パッケージ構築</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. 組み立て</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>公開</translation>
        </message>
        <message>
            <source>… waits</source>
            <translation>… 待機</translation>
        </message>
        <message>
            <source>▸ runs</source>
            <translation>▸ 実行中</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ 完了</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ 失敗</translation>
        </message>
        <message>
            <source>○ cancelled</source>
            <translation>○ 取り消し</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>番号</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>実行者</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>依頼</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>所要</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>コマンド</translation>
        </message>
    </context>
    <context>
        <name>cid::ConfigEdit</name>
        <message>
            <source>Text of %1</source>
            <translation>%1 のテキスト</translation>
        </message>
    </context>
    <context>
        <name>cid::DiffView</name>
        <message>
            <source>Difference</source>
            <translation>差分</translation>
        </message>
        <message>
            <source>There is no difference.</source>
            <translation>差分はありません。</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentBuffer</name>
        <message>
            <source>%1 cannot be written: unsaved changes would not survive a crash.</source>
            <translation>%1 に書き込めません。未保存の変更は異常終了で失われます。</translation>
        </message>
        <message>
            <source>The text is larger than what the server takes over the network</source>
            <translation>テキストがサーバーの受け付ける大きさを超えています</translation>
        </message>
        <message>
            <source>The file can only be looked at here.</source>
            <translation>このファイルはここでは閲覧のみです。</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentEditor</name>
        <message>
            <source>%1 is saved as version %2; cidd has read it.</source>
            <translation>%1 を版 %2 として保存し、cidd が読み込みました。</translation>
        </message>
        <message>
            <source>This holds changes of an earlier run that were not saved. "Revert" drops them.</source>
            <translation>前回保存されなかった変更を含みます。「元に戻す」で破棄します。</translation>
        </message>
        <message numerus="yes">
            <source>Somebody else changed the file meanwhile. Both versions stand between &lt;&lt;&lt;&lt;&lt;&lt;&lt; and &gt;&gt;&gt;&gt;&gt;&gt;&gt; at %n place(s): decide, and save again. "Undo" takes the merge back.</source>
            <translation>
                <numerusform>その間に他の人がファイルを変更しました。%n か所で両方の版が &lt;&lt;&lt;&lt;&lt;&lt;&lt; と &gt;&gt;&gt;&gt;&gt;&gt;&gt; の間にあります。選んで再度保存してください。「取り消し」で統合を戻せます。</numerusform>
            </translation>
        </message>
        <message>
            <source>Somebody else changed the file meanwhile; both changes are in the text now. Look at it and save again. "Undo" takes the merge back.</source>
            <translation>その間に他の人がファイルを変更しました。両方の変更がテキストに入っています。確認して再度保存してください。「取り消し」で統合を戻せます。</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>保存…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>取り消し</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>やり直し</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>元に戻す</translation>
        </message>
        <message>
            <source>Take this version back</source>
            <translation>この版に戻す</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>版</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>フォーム</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>テキスト</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>変更あり</translation>
        </message>
        <message numerus="yes">
            <source>%n mistake(s)</source>
            <translation>
                <numerusform>誤り %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>line %1: %2</source>
            <translation>%1 行目：%2</translation>
        </message>
        <message>
            <source>found on the server</source>
            <translation>サーバー上にあったもの</translation>
        </message>
        <message>
            <source>%1 · %2 · %3</source>
            <translation>%1 · %2 · %3</translation>
        </message>
        <message>
            <source>The old version is in the text; save it to make it the file again.</source>
            <translation>古い版がテキストに入りました。保存するとファイルになります。</translation>
        </message>
    </context>
    <context>
        <name>cid::FileTable</name>
        <message>
            <source>only here</source>
            <translation>こちらのみ</translation>
        </message>
        <message>
            <source>only there</source>
            <translation>相手のみ</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>相違</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>パス</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>モード</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>変更日時</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>差分</translation>
        </message>
    </context>
    <context>
        <name>cid::FormView</name>
        <message>
            <source>New section…</source>
            <translation>新しいセクション…</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>セクション</translation>
        </message>
        <message>
            <source>The text cannot be read as sections; mend it in the text view. %1</source>
            <translation>テキストをセクションとして読めません。テキスト表示で直してください。%1</translation>
        </message>
        <message>
            <source>This file holds bytes that are no text or would be lost here. It can only be looked at; edit it on the server.</source>
            <translation>このファイルにはテキストでない、またはここで失われるバイトがあります。閲覧のみ可能です。サーバー上で編集してください。</translation>
        </message>
    </context>
    <context>
        <name>cid::ImagesPage</name>
        <message>
            <source>Ask for the images again</source>
            <translation>イメージを再取得</translation>
        </message>
        <message>
            <source>Show the nodes that run it</source>
            <translation>実行中のノードを表示</translation>
        </message>
        <message>
            <source>Build image…</source>
            <translation>イメージをビルド…</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>ビルド</translation>
        </message>
        <message>
            <source>Images in the catalogue</source>
            <translation>カタログのイメージ</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>イメージ</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>使用中</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>展開後</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>作成</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>ダイジェスト</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>比較対象</translation>
        </message>
        <message>
            <source>Part of a path</source>
            <translation>パスの一部</translation>
        </message>
        <message>
            <source>Files of the image</source>
            <translation>イメージのファイル</translation>
        </message>
        <message>
            <source>compared with</source>
            <translation>比較：</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s)</source>
            <translation>
                <numerusform>%n ノード</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on the way</source>
            <translation>
                <numerusform>%n 台が移行中</numerusform>
            </translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>なし</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n ファイル</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 を取り込みました。</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>詳細</translation>
        </message>
    </context>
    <context>
        <name>cid::MkimgDialog</name>
        <message>
            <source>Refuse what could not boot</source>
            <translation>起動できないものは拒否する</translation>
        </message>
        <message>
            <source>Build image</source>
            <translation>イメージをビルド</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>イメージ名</translation>
        </message>
        <message>
            <source>A folder on the server</source>
            <translation>サーバー上のフォルダー</translation>
        </message>
        <message>
            <source>Debian packages</source>
            <translation>Debian パッケージ</translation>
        </message>
        <message>
            <source>A container image (OCI layout)</source>
            <translation>コンテナーイメージ（OCI レイアウト）</translation>
        </message>
        <message>
            <source>Made of</source>
            <translation>作成元</translation>
        </message>
        <message>
            <source>Folder on the server</source>
            <translation>サーバー上のフォルダー</translation>
        </message>
        <message>
            <source>Debian release</source>
            <translation>Debian リリース</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>パッケージ</translation>
        </message>
        <message>
            <source>Names, besides what every image needs to boot</source>
            <translation>名前（起動に必要なもの以外）</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>除外</translation>
        </message>
        <message>
            <source>Paths, one a line, besides the built-in list</source>
            <translation>パス（1 行に 1 つ、組み込みの一覧に追加）</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>ビルド</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>名前は「名前-版-副版」です（例：debian-12-1）。</translation>
        </message>
        <message>
            <source>Name a folder on the server by its whole path.</source>
            <translation>サーバー上のフォルダーを完全なパスで指定してください。</translation>
        </message>
        <message>
            <source>Name a Debian release.</source>
            <translation>Debian のリリースを指定してください。</translation>
        </message>
        <message>
            <source>It is built on the server and goes on when you leave.</source>
            <translation>サーバー上でビルドされ、離れても続きます。</translation>
        </message>
        <message>
            <source>A running node</source>
            <translation>稼働中のノード</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>Name a node that runs an image.</source>
            <translation>イメージを実行中のノードを指定してください。</translation>
        </message>
        <message>
            <source>The node packs what it runs, as long as the console is open.</source>
            <translation>コンソールを開いている間、ノードが実行中の内容をまとめます。</translation>
        </message>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>読み取り中にファイルが変わってもイメージを残す</translation>
        </message>
    </context>
    <context>
        <name>cid::SaveDialog</name>
        <message>
            <source>Save %1</source>
            <translation>%1 を保存</translation>
        </message>
        <message>
            <source>This is what changes in %1 on the server:</source>
            <translation>サーバーの %1 の変更内容：</translation>
        </message>
    </context>
    <context>
        <name>cid::SectionDialog</name>
        <message>
            <source>New section</source>
            <translation>新しいセクション</translation>
        </message>
        <message>
            <source>Kind of section</source>
            <translation>セクションの種類</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>That section is there already.</source>
            <translation>そのセクションは既にあります。</translation>
        </message>
    </context>
    <context>
        <name>cid::SizeChart</name>
        <message>
            <source>Sizes by package</source>
            <translation>パッケージ別サイズ</translation>
        </message>
        <message>
            <source>MB in the initramfs</source>
            <translation>initramfs 内の MB</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>展開後</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>圧縮後</translation>
        </message>
        <message>
            <source>%1: %2 packed, %3 unpacked</source>
            <translation>%1：圧縮 %2、展開 %3</translation>
        </message>
    </context>
    <context>
        <name>cid::TablePrinter</name>
        <message>
            <source>Page %1 of %2</source>
            <translation>%1 / %2 ページ</translation>
        </message>
    </context>
    <context>
        <name>cid::TableTools</name>
        <message>
            <source>Export "%1"…</source>
            <translation>「%1」を書き出す…</translation>
        </message>
        <message>
            <source>Print "%1"…</source>
            <translation>「%1」を印刷…</translation>
        </message>
        <message>
            <source>Copy the selected rows</source>
            <translation>選択した行をコピー</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation>PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>書き込みました：%1</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>%1 に書き込めません。</translation>
        </message>
        <message>
            <source>Printed: %1</source>
            <translation>印刷しました：%1</translation>
        </message>
        <message>
            <source>The printer takes nothing.</source>
            <translation>プリンターが受け付けません。</translation>
        </message>
        <message>
            <source>Printing "%1"…</source>
            <translation>「%1」を印刷中…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message numerus="yes">
            <source>Copied: %n row(s)</source>
            <translation>
                <numerusform>コピーしました：%n 行</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NodeCommand</name>
        <message>
            <source>The settings name no command for that.</source>
            <translation>設定にそのコマンドがありません。</translation>
        </message>
        <message>
            <source>"%1" is no name for a command line.</source>
            <translation>「%1」はコマンドラインに使える名前ではありません。</translation>
        </message>
        <message>
            <source>"%1" could not be started: set another command in the settings.</source>
            <translation>「%1」を起動できません。設定で別のコマンドを指定してください。</translation>
        </message>
    </context>
    <context>
        <name>cid::CaptureDialog</name>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>読み取り中にファイルが変わってもイメージを残す</translation>
        </message>
        <message>
            <source>Capture %1</source>
            <translation>%1 の取り込み</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>イメージ名</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>進捗</translation>
        </message>
        <message>
            <source>What the node says</source>
            <translation>ノードの出力</translation>
        </message>
        <message>
            <source>What runs on %1 is packed into an image on the server. The node goes on working; its keys and its name stay out of the image.</source>
            <translation>%1 で動いているものをサーバー上のイメージにまとめます。ノードは動き続け、鍵と名前はイメージに入りません。</translation>
        </message>
        <message>
            <source>Capture</source>
            <translation>取り込む</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>名前は「名前-版-副版」です（例：debian-12-1）。</translation>
        </message>
        <message>
            <source>There is an image of that name already.</source>
            <translation>その名前のイメージは既にあります。</translation>
        </message>
        <message>
            <source>%1 is in the catalogue.</source>
            <translation>%1 をカタログに入れました。</translation>
        </message>
        <message>
            <source>Cancel the capture</source>
            <translation>取り込みを中止</translation>
        </message>
        <message>
            <source>Waiting for %1…</source>
            <translation>%1 を待っています…</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>残り %1</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>閉じる</translation>
        </message>
        <message>
            <source>Cancel the capture of %1? Nothing of the image is kept.</source>
            <translation>%1 の取り込みを中止しますか。イメージは何も残りません。</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>続ける</translation>
        </message>
    </context>
    <context>
        <name>cid::PowerDialog</name>
        <message>
            <source>Power of nodes</source>
            <translation>ノードの電源</translation>
        </message>
        <message>
            <source>Switch on</source>
            <translation>電源を入れる</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>電源を切る</translation>
        </message>
        <message>
            <source>Off and on again</source>
            <translation>切って入れ直す</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>ノード数</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>What the command said</source>
            <translation>コマンドの出力</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>ノード</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>コマンド</translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>多数です。台数 %1 を入力してください：</translation>
        </message>
        <message numerus="yes">
            <source>Run for %n node(s)</source>
            <translation>
                <numerusform>%n ノードに実行</numerusform>
            </translation>
        </message>
        <message>
            <source>The command runs on this machine, once for each node.</source>
            <translation>コマンドはこのマシンで、ノードごとに 1 回実行されます。</translation>
        </message>
        <message>
            <source>What runs on these nodes ends without warning. The command runs on this machine.</source>
            <translation>これらのノードで動いているものは予告なく終わります。コマンドはこのマシンで実行されます。</translation>
        </message>
        <message>
            <source>Done.</source>
            <translation>完了しました。</translation>
        </message>
        <message numerus="yes">
            <source>Failed for %n node(s).</source>
            <translation>
                <numerusform>%n ノードで失敗しました。</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ 完了</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ 失敗</translation>
        </message>
    </context>
    <context>
        <name>cid::ImageFacts</name>
        <message>
            <source>Facts about the image</source>
            <translation>イメージの詳細</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>値</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>イメージ</translation>
        </message>
        <message>
            <source>%1 (current)</source>
            <translation>%1（現行）</translation>
        </message>
        <message>
            <source>File on the server</source>
            <translation>サーバー上のファイル</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>作成</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>圧縮時</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>展開後</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>Chunks</source>
            <translation>チャンク</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>アーキテクチャ</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>ダイジェスト</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>署名</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>パッケージ</translation>
        </message>
        <message>
            <source>not listed</source>
            <translation>一覧なし</translation>
        </message>
        <message>
            <source>Runs on</source>
            <translation>実行中のノード</translation>
        </message>
        <message>
            <source>On the way to</source>
            <translation>配備中のノード</translation>
        </message>
        <message>
            <source>A node that has %1 fetches</source>
            <translation>%1 を持つノードの取得量</translation>
        </message>
        <message>
            <source>Packages that differ</source>
            <translation>異なるパッケージ</translation>
        </message>
        <message>
            <source>not there</source>
            <translation>なし</translation>
        </message>
    </context>
    <context>
        <name>cid::DiskList</name>
        <message>
            <source>Disks and slots</source>
            <translation>ディスクとスロット</translation>
        </message>
        <message>
            <source>Disk or partition</source>
            <translation>ディスクまたはパーティション</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source>Model or image</source>
            <translation>型番またはイメージ</translation>
        </message>
        <message>
            <source>Serial number or version</source>
            <translation>シリアル番号またはバージョン</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>notP のもの</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>空</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>他のもの：%1</translation>
        </message>
        <message>
            <source>partition %1</source>
            <translation>パーティション %1</translation>
        </message>
        <message>
            <source>a slot</source>
            <translation>スロット</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>完全</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>空</translation>
        </message>
        <message>
            <source>begun, not whole</source>
            <translation>途中まで、不完全</translation>
        </message>
        <message>
            <source>runs</source>
            <translation>実行中</translation>
        </message>
        <message>
            <source>starts next</source>
            <translation>次に起動</translation>
        </message>
    </context>
</TS>
