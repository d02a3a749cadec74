<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>SavedServer</name>
        <message>
            <source>"%1" is no address: use host or host:port</source>
            <translation>«%1» no es una dirección: máquina o máquina:puerto</translation>
        </message>
        <message>
            <source>Name the server: host or host:port</source>
            <translation>Nombre el servidor: máquina o máquina:puerto</translation>
        </message>
        <message>
            <source>A key is %1 hexadecimal digits; this has %2 characters</source>
            <translation>Una clave tiene %1 dígitos hexadecimales; esto tiene %2 caracteres</translation>
        </message>
    </context>
    <context>
        <name>StateLook</name>
        <message>
            <source>Never heard of</source>
            <translation>Nunca visto</translation>
        </message>
        <message>
            <source>Discovered</source>
            <translation>Descubierto</translation>
        </message>
        <message>
            <source>Netbooted</source>
            <translation>Arrancado por red</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>No armado</translation>
        </message>
        <message>
            <source>Partitioning</source>
            <translation>Particionando</translation>
        </message>
        <message>
            <source>Installing Blancmange</source>
            <translation>Instalando Blancmange</translation>
        </message>
        <message>
            <source>Rebooting (1)</source>
            <translation>Reiniciando (1)</translation>
        </message>
        <message>
            <source>In Blancmange</source>
            <translation>En Blancmange</translation>
        </message>
        <message>
            <source>Installing</source>
            <translation>Instalando</translation>
        </message>
        <message>
            <source>Configuring</source>
            <translation>Configurando</translation>
        </message>
        <message>
            <source>Boot loader</source>
            <translation>Cargador de arranque</translation>
        </message>
        <message>
            <source>Rebooting (2)</source>
            <translation>Reiniciando (2)</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>En marcha</translation>
        </message>
        <message>
            <source>Armed</source>
            <translation>Armado</translation>
        </message>
        <message>
            <source>Rebooting to Blancmange</source>
            <translation>Reiniciando a Blancmange</translation>
        </message>
        <message>
            <source>Switching image</source>
            <translation>Cambiando de imagen</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallido</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>Perdido</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>Preparándose</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>En cola</translation>
        </message>
        <message>
            <source>Under way</source>
            <translation>En curso</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Terminado</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Cancelado</translation>
        </message>
    </context>
    <context>
        <name>cid::AdoptDialog</name>
        <message>
            <source>Machines that have no name yet</source>
            <translation>Máquinas aún sin nombre</translation>
        </message>
        <message>
            <source>MAC</source>
            <translation>MAC</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>First seen</source>
            <translation>Vista por primera vez</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Procesador</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memoria</translation>
        </message>
        <message>
            <source>New name</source>
            <translation>Nombre nuevo</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>Nombres</translation>
        </message>
        <message>
            <source>Adopt</source>
            <translation>Adoptar</translation>
        </message>
        <message>
            <source>The ticked machines get these names, in the order of power-on:</source>
            <translation>Las máquinas marcadas reciben estos nombres, en el orden de encendido:</translation>
        </message>
        <message>
            <source>There are none: every machine that has connected has a name.</source>
            <translation>No hay ninguna: toda máquina conectada tiene nombre.</translation>
        </message>
    </context>
    <context>
        <name>cid::CommandPalette</name>
        <message>
            <source>Commands</source>
            <translation>Órdenes</translation>
        </message>
        <message>
            <source>What do you want to do?</source>
            <translation>¿Qué desea hacer?</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Orden</translation>
        </message>
        <message>
            <source>Commands that fit</source>
            <translation>Órdenes que coinciden</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectPage</name>
        <message>
            <source>New server</source>
            <translation>Servidor nuevo</translation>
        </message>
        <message>
            <source>Forget this server</source>
            <translation>Olvidar este servidor</translation>
        </message>
        <message>
            <source>Take this machine's cid.conf</source>
            <translation>Usar el cid.conf de esta máquina</translation>
        </message>
        <message>
            <source>Saved servers</source>
            <translation>Servidores guardados</translation>
        </message>
        <message>
            <source>cluster.example.org or host:port</source>
            <translation>cluster.example.org o máquina:puerto</translation>
        </message>
        <message>
            <source>a file with the operator key</source>
            <translation>un archivo con la clave de operador</translation>
        </message>
        <message>
            <source>Choose the key file</source>
            <translation>Elegir el archivo de clave</translation>
        </message>
        <message>
            <source>or paste the key: it is kept in the desktop's keyring</source>
            <translation>o pegue la clave: se guarda en el llavero del escritorio</translation>
        </message>
        <message>
            <source>asked at the first contact</source>
            <translation>se pregunta en el primer contacto</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Conectar</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>Archivo de clave</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Clave</translation>
        </message>
        <message>
            <source>Fingerprint</source>
            <translation>Huella</translation>
        </message>
        <message>
            <source>Connect to a cidd</source>
            <translation>Conectar con un cidd</translation>
        </message>
        <message>
            <source>Asking %1 who it is…</source>
            <translation>Preguntando a %1 quién es…</translation>
        </message>
        <message>
            <source>A server that was never seen</source>
            <translation>Un servidor nunca visto</translation>
        </message>
        <message>
            <source>%1 was never connected to before. Is this its fingerprint?</source>
            <translation>Nunca se ha conectado con %1. ¿Es esta su huella?</translation>
        </message>
        <message>
            <source>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;"cidd --genkey" prints it on the server. With a wrong one somebody else is listening there.</source>
            <translation>&lt;code&gt;%1&lt;/code&gt;&lt;br&gt;&lt;br&gt;«cidd --genkey» la muestra en el servidor. Si es falsa, otro está escuchando allí.</translation>
        </message>
        <message>
            <source>Nothing was sent to the server.</source>
            <translation>No se envió nada al servidor.</translation>
        </message>
        <message>
            <source>This cluster</source>
            <translation>Este clúster</translation>
        </message>
    </context>
    <context>
        <name>cid::ConnectionBanner</name>
        <message>
            <source>Try now</source>
            <translation>Intentar ahora</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Conexión</translation>
        </message>
        <message>
            <source>Not connected for %1; what you see is that old.</source>
            <translation>Sin conexión desde hace %1; lo que ve tiene esa edad.</translation>
        </message>
        <message>
            <source>Connecting to %1…</source>
            <translation>Conectando con %1…</translation>
        </message>
    </context>
    <context>
        <name>cid::DeployDialog</name>
        <message>
            <source>Reinstall nodes</source>
            <translation>Reinstalar nodos</translation>
        </message>
        <message>
            <source>Deploy an image</source>
            <translation>Desplegar una imagen</translation>
        </message>
        <message>
            <source>Install anew also where the image already runs</source>
            <translation>Instalar de nuevo también donde la imagen ya funciona</translation>
        </message>
        <message>
            <source>Also nodes that jobs hold</source>
            <translation>También nodos que retienen los trabajos</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nodos</translation>
        </message>
        <message>
            <source>What happens</source>
            <translation>Qué ocurre</translation>
        </message>
        <message>
            <source>What happens on which nodes</source>
            <translation>Qué ocurre en qué nodos</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>Número de nodos</translation>
        </message>
        <message>
            <source>Reinstall</source>
            <translation>Reinstalar</translation>
        </message>
        <message>
            <source>Deploy</source>
            <translation>Desplegar</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Imagen</translation>
        </message>
        <message>
            <source>nothing: it runs already</source>
            <translation>nada: ya funciona</translation>
        </message>
        <message>
            <source>install</source>
            <translation>instalar</translation>
        </message>
        <message>
            <source>switch to the slot that has it</source>
            <translation>cambiar a la ranura que la tiene</translation>
        </message>
        <message>
            <source>cannot take part</source>
            <translation>no puede participar</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s) will be brought into %1.</source>
            <translation>
                <numerusform>%n nodo pasará a %1.</numerusform>
                <numerusform>%n nodos pasarán a %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n run(s) it already.</source>
            <translation>
                <numerusform>%n ya la ejecuta.</numerusform>
                <numerusform>%n ya la ejecutan.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cannot take part and will be left out.</source>
            <translation>
                <numerusform>%n no puede participar y quedará fuera.</numerusform>
                <numerusform>%n no pueden participar y quedarán fuera.</numerusform>
            </translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>Son muchos. Escriba su número, %1:</translation>
        </message>
        <message>
            <source>What is written, or why not</source>
            <translation>Qué se escribe, o por qué no</translation>
        </message>
        <message>
            <source>install once it is up</source>
            <translation>instalar cuando esté en marcha</translation>
        </message>
        <message>
            <source>the node has not told which disks it has</source>
            <translation>el nodo no ha dicho qué discos tiene</translation>
        </message>
        <message>
            <source>no disk</source>
            <translation>ningún disco</translation>
        </message>
        <message>
            <source>one slot of %1</source>
            <translation>una ranura de %1</translation>
        </message>
        <message>
            <source>the other partitions stay</source>
            <translation>las demás particiones se conservan</translation>
        </message>
        <message>
            <source>all of %1 is divided anew</source>
            <translation>todo %1 se divide de nuevo</translation>
        </message>
        <message>
            <source>all of %1 is divided anew, but for %2</source>
            <translation>todo %1 se divide de nuevo, salvo %2</translation>
        </message>
    </context>
    <context>
        <name>cid::EventTable</name>
        <message>
            <source>Time</source>
            <translation>Hora</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Nodo</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Qué</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Cambio</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Duró</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Trabajo</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Quién</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>stage</source>
            <translation>etapa</translation>
        </message>
        <message>
            <source>stage failed</source>
            <translation>etapa fallida</translation>
        </message>
        <message>
            <source>job</source>
            <translation>trabajo</translation>
        </message>
        <message>
            <source>order</source>
            <translation>orden</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>rechazado</translation>
        </message>
        <message>
            <source>enrolled</source>
            <translation>inscrito</translation>
        </message>
        <message>
            <source>adopted</source>
            <translation>adoptado</translation>
        </message>
        <message>
            <source>conflict</source>
            <translation>conflicto</translation>
        </message>
        <message>
            <source>file saved</source>
            <translation>archivo guardado</translation>
        </message>
        <message>
            <source>build begun</source>
            <translation>construcción iniciada</translation>
        </message>
        <message>
            <source>built</source>
            <translation>construido</translation>
        </message>
        <message>
            <source>build failed</source>
            <translation>construcción fallida</translation>
        </message>
        <message>
            <source>capture begun</source>
            <translation>captura iniciada</translation>
        </message>
        <message>
            <source>captured</source>
            <translation>capturado</translation>
        </message>
        <message>
            <source>capture failed</source>
            <translation>captura fallida</translation>
        </message>
        <message>
            <source>capture cancelled</source>
            <translation>captura cancelada</translation>
        </message>
    </context>
    <context>
        <name>cid::EventsPage</name>
        <message>
            <source>Search the events</source>
            <translation>Buscar en los eventos</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Eventos</translation>
        </message>
    </context>
    <context>
        <name>cid::FilterLine</name>
        <message>
            <source>Filter: rack3 stage:installing rate&lt;50 image:linux-1.*</source>
            <translation>Filtro: rack3 stage:installing rate&lt;50 image:linux-1.*</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filtro</translation>
        </message>
        <message>
            <source>Host lists, groups and terms such as stage:failed, is:busy, rate&lt;50</source>
            <translation>Listas de nodos, grupos y términos como stage:failed, is:busy, rate&lt;50</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>Filtros guardados</translation>
        </message>
        <message>
            <source>Forget this filter</source>
            <translation>Olvidar este filtro</translation>
        </message>
        <message>
            <source>Save this filter</source>
            <translation>Guardar este filtro</translation>
        </message>
    </context>
    <context>
        <name>cid::HeatMap</name>
        <message>
            <source>Heat map of all nodes</source>
            <translation>Mapa de todos los nodos</translation>
        </message>
        <message>
            <source>Arrow keys move, Shift selects more, the node table shows the same nodes</source>
            <translation>Las flechas mueven, Mayús selecciona más, la tabla muestra los mismos nodos</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>(sin grupo)</translation>
        </message>
        <message>
            <source>No nodes yet</source>
            <translation>Aún no hay nodos</translation>
        </message>
        <message>
            <source>%1 % at %2</source>
            <translation>%1 % a %2</translation>
        </message>
        <message>
            <source>wanted: %1</source>
            <translation>deseada: %1</translation>
        </message>
    </context>
    <context>
        <name>cid::JobPlot</name>
        <message>
            <source>The job over time</source>
            <translation>El trabajo en el tiempo</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallido</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>Ocupado</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>En marcha</translation>
        </message>
        <message>
            <source>MB/s</source>
            <translation>MB/s</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nodos</translation>
        </message>
    </context>
    <context>
        <name>cid::JobTable</name>
        <message>
            <source>Running</source>
            <translation>En marcha</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Terminado</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallido</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Cancelado</translation>
        </message>
        <message>
            <source>operator</source>
            <translation>operador</translation>
        </message>
        <message>
            <source>scheduler</source>
            <translation>planificador</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Trabajo</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Imagen</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nodos</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>Cuáles</translation>
        </message>
        <message>
            <source>Asked by</source>
            <translation>Pedido por</translation>
        </message>
        <message>
            <source>Begun</source>
            <translation>Comenzado</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Duró</translation>
        </message>
    </context>
    <context>
        <name>cid::JobsPage</name>
        <message>
            <source>Cancel this job…</source>
            <translation>Cancelar este trabajo…</translation>
        </message>
        <message>
            <source>Show its nodes</source>
            <translation>Mostrar sus nodos</translation>
        </message>
        <message>
            <source>Replay</source>
            <translation>Reproducir</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Trabajos</translation>
        </message>
        <message>
            <source>Select a job</source>
            <translation>Elija un trabajo</translation>
        </message>
        <message>
            <source>Moment of the replay</source>
            <translation>Momento de la reproducción</translation>
        </message>
        <message>
            <source>Failures and stragglers</source>
            <translation>Fallos y rezagados</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Qué</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nodos</translation>
        </message>
        <message>
            <source>Which</source>
            <translation>Cuáles</translation>
        </message>
        <message numerus="yes">
            <source>Job %1: %2 on %n node(s) — %3</source>
            <translation>
                <numerusform>Trabajo %1: %2 en %n nodo — %3</numerusform>
                <numerusform>Trabajo %1: %2 en %n nodos — %3</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Cancelado</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Over three times as slow as the others</source>
            <translation>Más de tres veces más lentos que los demás</translation>
        </message>
        <message>
            <source>%1: %2 busy, %3 running, %4 failed</source>
            <translation>%1: %2 ocupados, %3 en marcha, %4 fallidos</translation>
        </message>
        <message>
            <source>Cancel a job</source>
            <translation>Cancelar un trabajo</translation>
        </message>
        <message>
            <source>Cancel job %1?</source>
            <translation>¿Cancelar el trabajo %1?</translation>
        </message>
        <message>
            <source>Its nodes stay where they are: %1</source>
            <translation>Sus nodos se quedan donde están: %1</translation>
        </message>
        <message>
            <source>Cancel the job</source>
            <translation>Cancelar el trabajo</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>Dejarlo</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>El trabajo %1 está cancelado.</translation>
        </message>
    </context>
    <context>
        <name>cid::KeyVault</name>
        <message>
            <source>No key is kept for %1</source>
            <translation>No hay ninguna clave guardada para %1</translation>
        </message>
        <message>
            <source>%1 can be read by others: chmod 600 it, and make a new key if it was so for long</source>
            <translation>%1 es legible por otros: haga chmod 600 y una clave nueva si fue así mucho tiempo</translation>
        </message>
    </context>
    <context>
        <name>cid::MainWindow</name>
        <message>
            <source>Pages</source>
            <translation>Páginas</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Conectar</translation>
        </message>
        <message>
            <source>&amp;Console</source>
            <translation>&amp;Consola</translation>
        </message>
        <message>
            <source>All commands…</source>
            <translation>Todas las órdenes…</translation>
        </message>
        <message>
            <source>Let cidd read its files again</source>
            <translation>Que cidd relea sus archivos</translation>
        </message>
        <message>
            <source>cidd has read its files again.</source>
            <translation>cidd ha releído sus archivos.</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Salir</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ver</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Como el sistema</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Oscuro</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>A&amp;yuda</translation>
        </message>
        <message>
            <source>About cid-console</source>
            <translation>Acerca de cid-console</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nodos</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Trabajos</translation>
        </message>
        <message>
            <source>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;The operator's desktop of notP.&lt;/p&gt;&lt;p&gt;Qt %2, server: %3&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
            <translation>&lt;h3&gt;cid-console %1&lt;/h3&gt;&lt;p&gt;El escritorio del operador de notP.&lt;/p&gt;&lt;p&gt;Qt %2, servidor: %3&lt;/p&gt;&lt;p&gt;Software libre bajo la Licencia Pública General de GNU, versión 3 o posterior.&lt;/p&gt;</translation>
        </message>
        <message>
            <source>none</source>
            <translation>ninguno</translation>
        </message>
        <message>
            <source>%1 — cid-console</source>
            <translation>%1 — cid-console</translation>
        </message>
        <message>
            <source>Demonstration</source>
            <translation>Demostración</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>&amp;Idioma</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Ajustes…</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Eventos</translation>
        </message>
        <message>
            <source>Job %1 is over: %2</source>
            <translation>El trabajo %1 ha terminado: %2</translation>
        </message>
        <message>
            <source>%1 % of the nodes have failed</source>
            <translation>Han fallado el %1 % de los nodos</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>Imágenes</translation>
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
            <translation>Registro</translation>
        </message>
        <message>
            <source>Search the log</source>
            <translation>Buscar en el registro</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>Hardware</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>Parte</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Valor</translation>
        </message>
        <message>
            <source>Deployments</source>
            <translation>Despliegues</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Cuándo</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Imagen</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Resultado</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Duró</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Trabajo</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Stages</source>
            <translation>Etapas</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Historial</translation>
        </message>
        <message>
            <source>Select a node</source>
            <translation>Elija un nodo</translation>
        </message>
        <message>
            <source>%1 — %2</source>
            <translation>%1 — %2</translation>
        </message>
        <message>
            <source>runs %1</source>
            <translation>ejecuta %1</translation>
        </message>
        <message>
            <source>wanted %1 (attempt %2)</source>
            <translation>deseada %1 (intento %2)</translation>
        </message>
        <message>
            <source>job %1</source>
            <translation>trabajo %1</translation>
        </message>
        <message>
            <source>%1, not connected</source>
            <translation>%1, sin conexión</translation>
        </message>
        <message>
            <source>Failed in "%1": %2</source>
            <translation>Falló en «%1»: %2</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Procesador</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memoria</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Red</translation>
        </message>
        <message>
            <source>Layout</source>
            <translation>Disposición</translation>
        </message>
        <message>
            <source>Disk wanted</source>
            <translation>Disco deseado</translation>
        </message>
        <message>
            <source>the only one</source>
            <translation>el único</translation>
        </message>
        <message>
            <source>Default image</source>
            <translation>Imagen por defecto</translation>
        </message>
        <message>
            <source>About the node</source>
            <translation>Sobre el nodo</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>Discos</translation>
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
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 min %2 s</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 d %2 h</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Nodo</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Grupo</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>Etapa</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Progreso</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Velocidad</translation>
        </message>
        <message>
            <source>Trend</source>
            <translation>Tendencia</translation>
        </message>
        <message>
            <source>Time left</source>
            <translation>Restante</translation>
        </message>
        <message>
            <source>In stage</source>
            <translation>En etapa</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Imagen</translation>
        </message>
        <message>
            <source>Wanted</source>
            <translation>Deseada</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Trabajo</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Visto</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>Attempt</source>
            <translation>Intento</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nunca</translation>
        </message>
        <message>
            <source>now</source>
            <translation>ahora</translation>
        </message>
        <message>
            <source>%1 ago</source>
            <translation>hace %1</translation>
        </message>
        <message>
            <source>%1 (drifted?)</source>
            <translation>%1 (¿alterada?)</translation>
        </message>
        <message>
            <source>(no group)</source>
            <translation>(sin grupo)</translation>
        </message>
        <message numerus="yes">
            <source>%1: %n node(s)</source>
            <translation>
                <numerusform>%1: %n nodo</numerusform>
                <numerusform>%1: %n nodos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n busy</source>
            <translation>
                <numerusform>%n ocupado</numerusform>
                <numerusform>%n ocupados</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed or lost</source>
            <translation>
                <numerusform>%n fallido o perdido</numerusform>
                <numerusform>%n fallidos o perdidos</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::NodeView</name>
        <message>
            <source>Nodes</source>
            <translation>Nodos</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>Columnas</translation>
        </message>
        <message>
            <source>Columns…</source>
            <translation>Columnas…</translation>
        </message>
    </context>
    <context>
        <name>cid::NodesPage</name>
        <message numerus="yes">
            <source>Job %1 has begun on %n node(s).</source>
            <translation>
                <numerusform>El trabajo %1 ha comenzado en %n nodo.</numerusform>
                <numerusform>El trabajo %1 ha comenzado en %n nodos.</numerusform>
            </translation>
        </message>
        <message>
            <source>None of the selected nodes belongs to a job.</source>
            <translation>Ninguno de los nodos elegidos pertenece a un trabajo.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Cancel jobs</source>
            <translation>Cancelar trabajos</translation>
        </message>
        <message numerus="yes">
            <source>Cancel %n job(s), on all of their nodes?</source>
            <translation>
                <numerusform>¿Cancelar %n trabajo, en todos sus nodos?</numerusform>
                <numerusform>¿Cancelar %n trabajos, en todos sus nodos?</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel the jobs</source>
            <translation>Cancelar los trabajos</translation>
        </message>
        <message>
            <source>Leave them</source>
            <translation>Dejarlos</translation>
        </message>
        <message>
            <source>Job %1 is cancelled.</source>
            <translation>El trabajo %1 está cancelado.</translation>
        </message>
        <message>
            <source>%1 has not told which disks it has.</source>
            <translation>%1 no ha dicho qué discos tiene.</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>de notP</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>vacío</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>ajeno: %1</translation>
        </message>
        <message>
            <source>Allow one wipe on %1</source>
            <translation>Permitir un borrado en %1</translation>
        </message>
        <message>
            <source>The next installation may erase one disk of %1, whatever is on it:

%2

Type the serial number of that disk:</source>
            <translation>La próxima instalación podrá borrar un disco de %1, contenga lo que contenga:

%2

Escriba el número de serie de ese disco:</translation>
        </message>
        <message>
            <source>%1 has no disk with the serial number "%2": nothing was allowed.</source>
            <translation>%1 no tiene ningún disco con el número de serie «%2»: no se permitió nada.</translation>
        </message>
        <message>
            <source>%1 may be wiped once.</source>
            <translation>%1 puede borrarse una vez.</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Copiado: %1</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>Escrito: %1</translation>
        </message>
        <message>
            <source>Export the heat map</source>
            <translation>Exportar el mapa</translation>
        </message>
        <message>
            <source>SVG (*.svg);;PNG (*.png)</source>
            <translation>SVG (*.svg);;PNG (*.png)</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>%1 no se pudo escribir.</translation>
        </message>
        <message>
            <source>Deploy…</source>
            <translation>Desplegar…</translation>
        </message>
        <message>
            <source>Reinstall…</source>
            <translation>Reinstalar…</translation>
        </message>
        <message>
            <source>Cancel their jobs…</source>
            <translation>Cancelar sus trabajos…</translation>
        </message>
        <message>
            <source>Allow a wipe…</source>
            <translation>Permitir un borrado…</translation>
        </message>
        <message>
            <source>Open a shell</source>
            <translation>Abrir una shell</translation>
        </message>
        <message>
            <source>Copy the host list</source>
            <translation>Copiar la lista de nodos</translation>
        </message>
        <message>
            <source>Select all that match</source>
            <translation>Elegir todos los que coinciden</translation>
        </message>
        <message>
            <source>Export the heat map…</source>
            <translation>Exportar el mapa…</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabla</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>Mapa</translation>
        </message>
        <message>
            <source>By group</source>
            <translation>Por grupo</translation>
        </message>
        <message>
            <source>Filter the nodes</source>
            <translation>Filtrar los nodos</translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n elegido</numerusform>
                <numerusform>%n elegidos</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 de %2</translation>
        </message>
        <message numerus="yes">
            <source>%n machine(s) now have a name.</source>
            <translation>
                <numerusform>%n máquina ya tiene nombre.</numerusform>
                <numerusform>%n máquinas ya tienen nombre.</numerusform>
            </translation>
        </message>
        <message>
            <source>Adopt machines…</source>
            <translation>Adoptar máquinas…</translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 está capturada.</translation>
        </message>
        <message>
            <source>Set a power command in the settings first.</source>
            <translation>Ponga antes una orden de alimentación en los ajustes.</translation>
        </message>
        <message>
            <source>Capture…</source>
            <translation>Capturar…</translation>
        </message>
        <message>
            <source>Open the serial console</source>
            <translation>Abrir la consola serie</translation>
        </message>
        <message>
            <source>Power…</source>
            <translation>Alimentación…</translation>
        </message>
        <message numerus="yes">
            <source>Opened for the first %n node(s) only.</source>
            <translation>
                <numerusform>Abierto solo para el primer %n nodo.</numerusform>
                <numerusform>Abierto solo para los %n primeros nodos.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>cid::SettingsDialog</name>
        <message>
            <source>Tell when a job is over</source>
            <translation>Avisar cuando termina un trabajo</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Ajustes</translation>
        </message>
        <message>
            <source>Type the number above</source>
            <translation>Escribir el número por encima de</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Warn when more have failed</source>
            <translation>Avisar si fallan más</translation>
        </message>
        <message>
            <source>Command of a shell</source>
            <translation>Orden de una shell</translation>
        </message>
        <message>
            <source>Command of a serial console</source>
            <translation>Orden de una consola serie</translation>
        </message>
        <message>
            <source>Power command</source>
            <translation>Orden de alimentación</translation>
        </message>
        <message>
            <source>The commands run on this machine. %n stands for the node's name; %a for on, off or cycle.</source>
            <translation>Las órdenes se ejecutan en esta máquina. %n es el nombre del nodo; %a es on, off o cycle.</translation>
        </message>
    </context>
    <context>
        <name>cid::StageStrip</name>
        <message>
            <source>Nodes by stage</source>
            <translation>Nodos por etapa</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Terminado</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>En cola</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallido</translation>
        </message>
    </context>
    <context>
        <name>cid::StateBar</name>
        <message>
            <source>All</source>
            <translation>Todos</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>En marcha</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>Ocupado</translation>
        </message>
        <message>
            <source>Not armed</source>
            <translation>No armado</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallido</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>Perdido</translation>
        </message>
    </context>
    <context>
        <name>cid::TimelineView</name>
        <message>
            <source>Stages of this deployment</source>
            <translation>Etapas de este despliegue</translation>
        </message>
        <message>
            <source>No deployment yet</source>
            <translation>Aún no hay despliegue</translation>
        </message>
        <message>
            <source>| median of this job's nodes</source>
            <translation>| mediana de los nodos de este trabajo</translation>
        </message>
    </context>
    <context>
        <name>cid::BlancmangePage</name>
        <message>
            <source>Build</source>
            <translation>Construir</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildPane</name>
        <message>
            <source>Cancel the build</source>
            <translation>Cancelar la construcción</translation>
        </message>
        <message>
            <source>The same once more…</source>
            <translation>Lo mismo otra vez…</translation>
        </message>
        <message>
            <source>Copy the command</source>
            <translation>Copiar la orden</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>Construcciones</translation>
        </message>
        <message>
            <source>Log of the build</source>
            <translation>Registro de la construcción</translation>
        </message>
        <message>
            <source>Progress of the build</source>
            <translation>Progreso de la construcción</translation>
        </message>
        <message>
            <source>%1 % · %2 left</source>
            <translation>%1 % · faltan %2</translation>
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
            <translation>1. Obtener paquetes</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. Construir paquetes</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. Ensamblar</translation>
        </message>
        <message>
            <source>Publish…</source>
            <translation>Publicar…</translation>
        </message>
        <message>
            <source>Newest versions</source>
            <translation>Últimas versiones</translation>
        </message>
        <message>
            <source>Step 1 takes what the mirror offers now, whatever the lock file says</source>
            <translation>El paso 1 toma lo que el espejo ofrece ahora, diga lo que diga el archivo de bloqueo</translation>
        </message>
        <message>
            <source>%1 (%2, %3)</source>
            <translation>%1 (%2, %3)</translation>
        </message>
        <message>
            <source>%1: nothing yet</source>
            <translation>%1: nada aún</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Creado</translation>
        </message>
        <message>
            <source>Published</source>
            <translation>Publicado</translation>
        </message>
        <message>
            <source>Fetched and built before: %1</source>
            <translation>Ya obtenido y construido: %1</translation>
        </message>
        <message>
            <source>I know: root's password in this Blancmange is "t00r", as shipped.</source>
            <translation>Lo sé: la contraseña de root en este Blancmange es «t00r», la de fábrica.</translation>
        </message>
        <message>
            <source>Acknowledge the warnings first</source>
            <translation>Confirme primero las advertencias</translation>
        </message>
        <message>
            <source>Publish Blancmange</source>
            <translation>Publicar Blancmange</translation>
        </message>
        <message>
            <source>Machines that start from the network from now on get this Blancmange. What they got so far is kept beside it. Go on?</source>
            <translation>Las máquinas que arranquen desde la red recibirán este Blancmange. El anterior se conserva al lado. ¿Continuar?</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>Publicar</translation>
        </message>
    </context>
    <context>
        <name>cid::BuildTable</name>
        <message>
            <source>Image %1</source>
            <translation>Imagen %1</translation>
        </message>
        <message>
            <source>1. Get packages</source>
            <translation>1. Obtener paquetes</translation>
        </message>
        <message>
            <source>2. Build packages</source>
            <translation>2. Construir paquetes</translation>
        </message>
        <message>
            <source>3. Assemble</source>
            <translation>3. Ensamblar</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>Publicar</translation>
        </message>
        <message>
            <source>… waits</source>
            <translation>… espera</translation>
        </message>
        <message>
            <source>▸ runs</source>
            <translation>▸ en marcha</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ hecho</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ fallido</translation>
        </message>
        <message>
            <source>○ cancelled</source>
            <translation>○ cancelado</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>N.º</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Qué</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Quién</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>Pedido</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Duración</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Orden</translation>
        </message>
    </context>
    <context>
        <name>cid::ConfigEdit</name>
        <message>
            <source>Text of %1</source>
            <translation>Texto de %1</translation>
        </message>
    </context>
    <context>
        <name>cid::DiffView</name>
        <message>
            <source>Difference</source>
            <translation>Diferencia</translation>
        </message>
        <message>
            <source>There is no difference.</source>
            <translation>No hay diferencia.</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentBuffer</name>
        <message>
            <source>%1 cannot be written: unsaved changes would not survive a crash.</source>
            <translation>No se puede escribir %1: los cambios sin guardar no sobrevivirían a un fallo.</translation>
        </message>
        <message>
            <source>The text is larger than what the server takes over the network</source>
            <translation>El texto es mayor de lo que el servidor acepta por la red</translation>
        </message>
        <message>
            <source>The file can only be looked at here.</source>
            <translation>Aquí el archivo solo se puede mirar.</translation>
        </message>
    </context>
    <context>
        <name>cid::DocumentEditor</name>
        <message>
            <source>%1 is saved as version %2; cidd has read it.</source>
            <translation>%1 está guardado como versión %2; cidd lo ha leído.</translation>
        </message>
        <message>
            <source>This holds changes of an earlier run that were not saved. "Revert" drops them.</source>
            <translation>Contiene cambios sin guardar de una sesión anterior. «Revertir» los descarta.</translation>
        </message>
        <message numerus="yes">
            <source>Somebody else changed the file meanwhile. Both versions stand between &lt;&lt;&lt;&lt;&lt;&lt;&lt; and &gt;&gt;&gt;&gt;&gt;&gt;&gt; at %n place(s): decide, and save again. "Undo" takes the merge back.</source>
            <translation>
                <numerusform>Otra persona cambió el archivo mientras tanto. Ambas versiones están entre &lt;&lt;&lt;&lt;&lt;&lt;&lt; y &gt;&gt;&gt;&gt;&gt;&gt;&gt; en %n lugar: decida y guarde de nuevo. «Deshacer» retira la combinación.</numerusform>
                <numerusform>Otra persona cambió el archivo mientras tanto. Ambas versiones están entre &lt;&lt;&lt;&lt;&lt;&lt;&lt; y &gt;&gt;&gt;&gt;&gt;&gt;&gt; en %n lugares: decida y guarde de nuevo. «Deshacer» retira la combinación.</numerusform>
            </translation>
        </message>
        <message>
            <source>Somebody else changed the file meanwhile; both changes are in the text now. Look at it and save again. "Undo" takes the merge back.</source>
            <translation>Otra persona cambió el archivo mientras tanto; ambos cambios están ahora en el texto. Revíselo y guarde de nuevo. «Deshacer» retira la combinación.</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Guardar…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Rehacer</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>Revertir</translation>
        </message>
        <message>
            <source>Take this version back</source>
            <translation>Recuperar esta versión</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>Versiones</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>Formulario</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Texto</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>modificado</translation>
        </message>
        <message numerus="yes">
            <source>%n mistake(s)</source>
            <translation>
                <numerusform>%n error</numerusform>
                <numerusform>%n errores</numerusform>
            </translation>
        </message>
        <message>
            <source>line %1: %2</source>
            <translation>línea %1: %2</translation>
        </message>
        <message>
            <source>found on the server</source>
            <translation>encontrado en el servidor</translation>
        </message>
        <message>
            <source>%1 · %2 · %3</source>
            <translation>%1 · %2 · %3</translation>
        </message>
        <message>
            <source>The old version is in the text; save it to make it the file again.</source>
            <translation>La versión antigua está en el texto; guárdela para que vuelva a ser el archivo.</translation>
        </message>
    </context>
    <context>
        <name>cid::FileTable</name>
        <message>
            <source>only here</source>
            <translation>solo aquí</translation>
        </message>
        <message>
            <source>only there</source>
            <translation>solo allí</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>difiere</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Ruta</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>Permisos</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Tamaño</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Modificado</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Diferencia</translation>
        </message>
    </context>
    <context>
        <name>cid::FormView</name>
        <message>
            <source>New section…</source>
            <translation>Nueva sección…</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>Secciones</translation>
        </message>
        <message>
            <source>The text cannot be read as sections; mend it in the text view. %1</source>
            <translation>El texto no se puede leer como secciones; corríjalo en la vista de texto. %1</translation>
        </message>
        <message>
            <source>This file holds bytes that are no text or would be lost here. It can only be looked at; edit it on the server.</source>
            <translation>Este archivo contiene bytes que no son texto o que se perderían aquí. Solo se puede mirar; edítelo en el servidor.</translation>
        </message>
    </context>
    <context>
        <name>cid::ImagesPage</name>
        <message>
            <source>Ask for the images again</source>
            <translation>Consultar de nuevo las imágenes</translation>
        </message>
        <message>
            <source>Show the nodes that run it</source>
            <translation>Mostrar los nodos que la ejecutan</translation>
        </message>
        <message>
            <source>Build image…</source>
            <translation>Construir imagen…</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Archivos</translation>
        </message>
        <message>
            <source>Builds</source>
            <translation>Construcciones</translation>
        </message>
        <message>
            <source>Images in the catalogue</source>
            <translation>Imágenes del catálogo</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Imagen</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Usada por</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Tamaño</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>Desempaquetado</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Creado</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Resumen</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>Comparar con</translation>
        </message>
        <message>
            <source>Part of a path</source>
            <translation>Parte de una ruta</translation>
        </message>
        <message>
            <source>Files of the image</source>
            <translation>Archivos de la imagen</translation>
        </message>
        <message>
            <source>compared with</source>
            <translation>comparado con</translation>
        </message>
        <message numerus="yes">
            <source>%n node(s)</source>
            <translation>
                <numerusform>%n nodo</numerusform>
                <numerusform>%n nodos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n on the way</source>
            <translation>
                <numerusform>%n en camino</numerusform>
                <numerusform>%n en camino</numerusform>
            </translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nada</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n archivo</numerusform>
                <numerusform>%n archivos</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 is captured.</source>
            <translation>%1 está capturada.</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>Datos</translation>
        </message>
    </context>
    <context>
        <name>cid::MkimgDialog</name>
        <message>
            <source>Refuse what could not boot</source>
            <translation>Rechazar lo que no podría arrancar</translation>
        </message>
        <message>
            <source>Build image</source>
            <translation>Construir imagen</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>Nombre de la imagen</translation>
        </message>
        <message>
            <source>A folder on the server</source>
            <translation>Una carpeta del servidor</translation>
        </message>
        <message>
            <source>Debian packages</source>
            <translation>Paquetes Debian</translation>
        </message>
        <message>
            <source>A container image (OCI layout)</source>
            <translation>Una imagen de contenedor (formato OCI)</translation>
        </message>
        <message>
            <source>Made of</source>
            <translation>Hecha de</translation>
        </message>
        <message>
            <source>Folder on the server</source>
            <translation>Carpeta del servidor</translation>
        </message>
        <message>
            <source>Debian release</source>
            <translation>Versión de Debian</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>Paquetes</translation>
        </message>
        <message>
            <source>Names, besides what every image needs to boot</source>
            <translation>Nombres, además de lo que toda imagen necesita para arrancar</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>Omitido</translation>
        </message>
        <message>
            <source>Paths, one a line, besides the built-in list</source>
            <translation>Rutas, una por línea, además de la lista integrada</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>Construir</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>El nombre es NOMBRE-VERSIÓN-SUBVERSIÓN, por ejemplo debian-12-1.</translation>
        </message>
        <message>
            <source>Name a folder on the server by its whole path.</source>
            <translation>Indique una carpeta del servidor con su ruta completa.</translation>
        </message>
        <message>
            <source>Name a Debian release.</source>
            <translation>Indique una versión de Debian.</translation>
        </message>
        <message>
            <source>It is built on the server and goes on when you leave.</source>
            <translation>Se construye en el servidor y continúa aunque usted se vaya.</translation>
        </message>
        <message>
            <source>A running node</source>
            <translation>Un nodo en marcha</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Nodo</translation>
        </message>
        <message>
            <source>Name a node that runs an image.</source>
            <translation>Nombre un nodo que ejecute una imagen.</translation>
        </message>
        <message>
            <source>The node packs what it runs, as long as the console is open.</source>
            <translation>El nodo empaqueta lo que ejecuta mientras la consola esté abierta.</translation>
        </message>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>Conservar la imagen aunque cambien archivos durante la lectura</translation>
        </message>
    </context>
    <context>
        <name>cid::SaveDialog</name>
        <message>
            <source>Save %1</source>
            <translation>Guardar %1</translation>
        </message>
        <message>
            <source>This is what changes in %1 on the server:</source>
            <translation>Esto es lo que cambia en %1 en el servidor:</translation>
        </message>
    </context>
    <context>
        <name>cid::SectionDialog</name>
        <message>
            <source>New section</source>
            <translation>Nueva sección</translation>
        </message>
        <message>
            <source>Kind of section</source>
            <translation>Tipo de sección</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>That section is there already.</source>
            <translation>Esa sección ya existe.</translation>
        </message>
    </context>
    <context>
        <name>cid::SizeChart</name>
        <message>
            <source>Sizes by package</source>
            <translation>Tamaños por paquete</translation>
        </message>
        <message>
            <source>MB in the initramfs</source>
            <translation>MB en el initramfs</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>Desempaquetado</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>Empaquetado</translation>
        </message>
        <message>
            <source>%1: %2 packed, %3 unpacked</source>
            <translation>%1: %2 empaquetado, %3 desempaquetado</translation>
        </message>
    </context>
    <context>
        <name>cid::TablePrinter</name>
        <message>
            <source>Page %1 of %2</source>
            <translation>Página %1 de %2</translation>
        </message>
    </context>
    <context>
        <name>cid::TableTools</name>
        <message>
            <source>Export "%1"…</source>
            <translation>Exportar «%1»…</translation>
        </message>
        <message>
            <source>Print "%1"…</source>
            <translation>Imprimir «%1»…</translation>
        </message>
        <message>
            <source>Copy the selected rows</source>
            <translation>Copiar las filas elegidas</translation>
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
            <translation>Escrito: %1</translation>
        </message>
        <message>
            <source>%1 could not be written.</source>
            <translation>%1 no se pudo escribir.</translation>
        </message>
        <message>
            <source>Printed: %1</source>
            <translation>Impreso: %1</translation>
        </message>
        <message>
            <source>The printer takes nothing.</source>
            <translation>La impresora no acepta nada.</translation>
        </message>
        <message>
            <source>Printing "%1"…</source>
            <translation>Imprimiendo «%1»…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message numerus="yes">
            <source>Copied: %n row(s)</source>
            <translation>
                <numerusform>Copiado: %n fila</numerusform>
                <numerusform>Copiado: %n filas</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NodeCommand</name>
        <message>
            <source>The settings name no command for that.</source>
            <translation>Los ajustes no tienen ninguna orden para eso.</translation>
        </message>
        <message>
            <source>"%1" is no name for a command line.</source>
            <translation>«%1» no es un nombre para una línea de órdenes.</translation>
        </message>
        <message>
            <source>"%1" could not be started: set another command in the settings.</source>
            <translation>«%1» no se pudo iniciar: ponga otra orden en los ajustes.</translation>
        </message>
    </context>
    <context>
        <name>cid::CaptureDialog</name>
        <message>
            <source>Keep the image also where files change while they are read</source>
            <translation>Conservar la imagen aunque cambien archivos durante la lectura</translation>
        </message>
        <message>
            <source>Capture %1</source>
            <translation>Capturar %1</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>Nombre de la imagen</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Progreso</translation>
        </message>
        <message>
            <source>What the node says</source>
            <translation>Lo que dice el nodo</translation>
        </message>
        <message>
            <source>What runs on %1 is packed into an image on the server. The node goes on working; its keys and its name stay out of the image.</source>
            <translation>Lo que se ejecuta en %1 se empaqueta en una imagen en el servidor. El nodo sigue trabajando; sus claves y su nombre no entran en la imagen.</translation>
        </message>
        <message>
            <source>Capture</source>
            <translation>Capturar</translation>
        </message>
        <message>
            <source>The name is NAME-VERSION-SUBVERSION, such as debian-12-1.</source>
            <translation>El nombre es NOMBRE-VERSIÓN-SUBVERSIÓN, por ejemplo debian-12-1.</translation>
        </message>
        <message>
            <source>There is an image of that name already.</source>
            <translation>Ya hay una imagen con ese nombre.</translation>
        </message>
        <message>
            <source>%1 is in the catalogue.</source>
            <translation>%1 está en el catálogo.</translation>
        </message>
        <message>
            <source>Cancel the capture</source>
            <translation>Cancelar la captura</translation>
        </message>
        <message>
            <source>Waiting for %1…</source>
            <translation>Esperando a %1…</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>faltan %1</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Cancel the capture of %1? Nothing of the image is kept.</source>
            <translation>¿Cancelar la captura de %1? No se conserva nada de la imagen.</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Seguir</translation>
        </message>
    </context>
    <context>
        <name>cid::PowerDialog</name>
        <message>
            <source>Power of nodes</source>
            <translation>Alimentación de nodos</translation>
        </message>
        <message>
            <source>Switch on</source>
            <translation>Encender</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>Apagar</translation>
        </message>
        <message>
            <source>Off and on again</source>
            <translation>Apagar y encender</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Qué hacer</translation>
        </message>
        <message>
            <source>Number of nodes</source>
            <translation>Número de nodos</translation>
        </message>
        <message>
            <source>Node</source>
            <translation>Nodo</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Resultado</translation>
        </message>
        <message>
            <source>What the command said</source>
            <translation>Lo que dijo la orden</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Resultados</translation>
        </message>
        <message>
            <source>Nodes</source>
            <translation>Nodos</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Orden</translation>
        </message>
        <message>
            <source>That is many. Type their number, %1:</source>
            <translation>Son muchos. Escriba su número, %1:</translation>
        </message>
        <message numerus="yes">
            <source>Run for %n node(s)</source>
            <translation>
                <numerusform>Ejecutar para %n nodo</numerusform>
                <numerusform>Ejecutar para %n nodos</numerusform>
            </translation>
        </message>
        <message>
            <source>The command runs on this machine, once for each node.</source>
            <translation>La orden se ejecuta en esta máquina, una vez por nodo.</translation>
        </message>
        <message>
            <source>What runs on these nodes ends without warning. The command runs on this machine.</source>
            <translation>Lo que se ejecuta en estos nodos termina sin aviso. La orden se ejecuta en esta máquina.</translation>
        </message>
        <message>
            <source>Done.</source>
            <translation>Hecho.</translation>
        </message>
        <message numerus="yes">
            <source>Failed for %n node(s).</source>
            <translation>
                <numerusform>Falló en %n nodo.</numerusform>
                <numerusform>Falló en %n nodos.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 de %2</translation>
        </message>
        <message>
            <source>✓ done</source>
            <translation>✓ hecho</translation>
        </message>
        <message>
            <source>✕ failed</source>
            <translation>✕ fallido</translation>
        </message>
    </context>
    <context>
        <name>cid::ImageFacts</name>
        <message>
            <source>Facts about the image</source>
            <translation>Datos de la imagen</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Qué</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Valor</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Imagen</translation>
        </message>
        <message>
            <source>%1 (current)</source>
            <translation>%1 (actual)</translation>
        </message>
        <message>
            <source>File on the server</source>
            <translation>Archivo en el servidor</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Creado</translation>
        </message>
        <message>
            <source>Packed</source>
            <translation>Empaquetada</translation>
        </message>
        <message>
            <source>Unpacked</source>
            <translation>Desempaquetado</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Archivos</translation>
        </message>
        <message>
            <source>Chunks</source>
            <translation>Trozos</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>Arquitectura</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Resumen</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>Firma</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>Paquetes</translation>
        </message>
        <message>
            <source>not listed</source>
            <translation>sin lista</translation>
        </message>
        <message>
            <source>Runs on</source>
            <translation>Se ejecuta en</translation>
        </message>
        <message>
            <source>On the way to</source>
            <translation>De camino a</translation>
        </message>
        <message>
            <source>A node that has %1 fetches</source>
            <translation>Un nodo con %1 descarga</translation>
        </message>
        <message>
            <source>Packages that differ</source>
            <translation>Paquetes que difieren</translation>
        </message>
        <message>
            <source>not there</source>
            <translation>no está</translation>
        </message>
    </context>
    <context>
        <name>cid::DiskList</name>
        <message>
            <source>Disks and slots</source>
            <translation>Discos y ranuras</translation>
        </message>
        <message>
            <source>Disk or partition</source>
            <translation>Disco o partición</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Tamaño</translation>
        </message>
        <message>
            <source>Model or image</source>
            <translation>Modelo o imagen</translation>
        </message>
        <message>
            <source>Serial number or version</source>
            <translation>Número de serie o versión</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>notP's own</source>
            <translation>de notP</translation>
        </message>
        <message>
            <source>blank</source>
            <translation>vacío</translation>
        </message>
        <message>
            <source>foreign: %1</source>
            <translation>ajeno: %1</translation>
        </message>
        <message>
            <source>partition %1</source>
            <translation>partición %1</translation>
        </message>
        <message>
            <source>a slot</source>
            <translation>una ranura</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>completa</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>vacía</translation>
        </message>
        <message>
            <source>begun, not whole</source>
            <translation>empezada, incompleta</translation>
        </message>
        <message>
            <source>runs</source>
            <translation>en marcha</translation>
        </message>
        <message>
            <source>starts next</source>
            <translation>arranca a continuación</translation>
        </message>
    </context>
</TS>
